// A command line as one string, split into words as a shell would split it, with nothing expanded.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// What only a shell could do with the command line, or what it could not read either.
struct ShellProblem
{
  std::size_t offset = 0; // bytes of the command line
  std::size_t length = 1;
  std::string message;         // "\"|\" needs a shell"
  bool mended_by_shell = true; // ["sh", "-c", "…"] would do what is meant
};

struct ShellWords
{
  std::vector<std::string> words;
  std::optional<ShellProblem> problem; // the first one; words is then incomplete
};

[[nodiscard]] ShellWords split_shell_words(std::string_view line);

// Words as one line that split_shell_words reads back and that can be pasted into a shell.
[[nodiscard]] std::string join_shell_words(const std::vector<std::string>& words);

} // namespace mcpctl
