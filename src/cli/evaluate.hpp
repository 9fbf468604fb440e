// A file of JavaScript evaluated by the user's own node: what PM2's ecosystem.config.js says is
// only known when it has run. Done for a file that the user named, and for no other.
#pragma once

#include "model/result.hpp"

#include <chrono>
#include <string>

namespace mcpctl {

struct Evaluation
{
  std::string file;           // absolute; its folder is the working directory
  bool is_expression = false; // an expression, as PM2 reads .json; else a module
  std::string shown;          // as messages name the file
  std::chrono::milliseconds longest = std::chrono::seconds(10);
};

// What the file exports, as JSON: functions, regular expressions and numbers that JSON has not are
// text. The program gets no input; what it prints is left aside; its process group is
// killed when it has answered or takes too long. The error tells what node says, without the line
// of the file.
[[nodiscard]] Result<std::string> evaluate_file(const Evaluation& evaluation);

// What is worth telling of what node wrote about an uncaught error: where, and which.
[[nodiscard]] std::string node_error(const std::string& output);

} // namespace mcpctl
