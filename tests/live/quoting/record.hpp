// What a program was given, as bytes that can be compared: written by the recorder, and by the
// proof for what it expects.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace quoting {

struct Given
{
  std::vector<std::string> argv;
  std::string working_directory;
  std::set<std::string> environment; // "NAME=value"; only what is_of_interest()
};

// The manager adds variables of its own.
inline bool is_of_interest(std::string_view variable)
{
  return variable.substr(0, 2) == "Q_" || variable.substr(0, 5) == "PATH=";
}

inline void append_text(std::string& out, std::string_view kind, std::string_view text)
{
  out.append(kind).append(" ").append(std::to_string(text.size())).append("\n");
  out.append(text).append("\n");
}

// Every text with its length before it, so that no two things look the same.
inline std::string to_record(const Given& given)
{
  std::string out;
  for (const std::string& argument : given.argv) {
    append_text(out, "argument", argument);
  }
  append_text(out, "working directory", given.working_directory);
  for (const std::string& variable : given.environment) {
    append_text(out, "variable", variable);
  }
  return out;
}

} // namespace quoting
