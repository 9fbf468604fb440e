#include "systemd/telling_line.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

using Lines = std::span<const std::string_view>;

bool starts_with_any(std::string_view line, std::span<const std::string_view> beginnings)
{
  return std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view beginning) { return line.starts_with(beginning); });
}

bool is_blank(std::string_view line)
{
  return line.find_first_not_of(" \t\r") == line.npos;
}

Lines without_blank_end(Lines lines)
{
  while (!lines.empty() && is_blank(lines.back()))
    lines = lines.first(lines.size() - 1);
  return lines;
}

// Calls of a stack, and what is said of it.
bool is_of_stack(std::string_view line, std::string_view next)
{
  constexpr auto beginnings = std::to_array<std::string_view>(
      {"    at ", "\tat ", "\t/", "goroutine ", "note: run with `RUST_BACKTRACE="});
  return starts_with_any(line, beginnings) || next.starts_with("\t/"); // Go: a function, its place
}

// Node ends what it says of an error that nobody caught with its version; the error's properties
// stand indented above that, in braces.
bool is_of_node(std::string_view line)
{
  constexpr auto beginnings = std::to_array<std::string_view>(
      {"Node.js v", "}", " ", "Require stack:", "- /", "Emitted '"});
  return starts_with_any(line, beginnings);
}

// npm says "code E404", what that means, then advice and where more is written.
std::string_view line_of_npm(Lines lines, std::string_view prefix)
{
  std::string_view telling = lines.back();
  for (; !lines.empty() && lines.back().starts_with(prefix); lines = lines.first(lines.size() - 1))
    if (!lines.back().substr(prefix.size()).starts_with("code "))
      telling = lines.back();
  return telling;
}

} // namespace

std::string_view telling_line(Lines lines)
{
  lines = without_blank_end(lines);
  if (lines.empty())
    return {};
  const std::string_view last = lines.back();
  for (const std::string_view npm : {"npm error ", "npm ERR! "})
    if (last.starts_with(npm))
      return line_of_npm(lines, npm);

  const bool node = last.starts_with("Node.js v");
  std::string_view next;
  for (; !lines.empty(); lines = lines.first(lines.size() - 1)) {
    const std::string_view line = lines.back();
    if (!is_blank(line) && !is_of_stack(line, next) && !(node && is_of_node(line)))
      return line;
    next = line;
  }
  return last;
}

} // namespace mcpctl
