// What a check found: a verdict, what follows from it, and the commands that mend it.
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

struct Finding
{
  std::string_view check = {};   // its name, as in mcpctl(1)
  std::string_view section = {}; // heading that it belongs under
  Gravity gravity = Gravity::ok;
  std::string subject = {}; // the server, "web:2"; empty: the set-up itself
  std::string what = {};    // the verdict, a clause
  std::string why = {};     // what follows from it; may be empty
  // Commands, each to be pasted into a shell; or a line to write, "/etc/mcp/mcp.toml:3: port = 1".
  std::vector<std::string> mend = {};
};

using Findings = std::vector<Finding>;

} // namespace mcpctl
