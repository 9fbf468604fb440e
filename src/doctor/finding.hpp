// What a check found: a verdict, what follows from it, and what mends it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// In the order of their weight.
enum class Gravity {
  ok,
  note,    // worth knowing
  unknown, // could not be looked at
  warning, // will keep something from working
  problem, // keeps something from working
};

// "ok", "note", "unknown", "warning", "problem"
[[nodiscard]] const char* to_string(Gravity gravity);

// What a person does about it.
enum class StepKind {
  command, // to be pasted into a shell, as it stands
  edit,    // "FILE:LINE: what to write there"
  advice,  // in words
};

// "command", "edit", "advice"
[[nodiscard]] const char* to_string(StepKind kind);

struct Step
{
  std::string text;
  StepKind kind = StepKind::command;
  bool operator==(const Step&) const = default;
};

using Steps = std::vector<Step>;

struct Finding
{
  std::string_view check = {};   // its name, as in mcpctl(1)
  std::string_view section = {}; // heading that it belongs under
  Gravity gravity = Gravity::ok;
  std::string subject = {}; // the server, "web:2"; empty: the set-up itself
  std::string what = {};    // the verdict, a clause
  std::string why = {};     // what follows from it; may be empty
  Steps mend = {};          // in the order in which they are to be done
};

using Findings = std::vector<Finding>;

} // namespace mcpctl
