// What there is to say of any line of a log, wherever it was read.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mcpctl {

// Which of its two streams a program wrote a line to, where that is known.
enum class LogStream { unknown, out, err };

// A longer line is shown up to here: no line may take all memory.
inline constexpr std::size_t longest_line = 4U << 20;
inline constexpr std::string_view cut_mark = " [cut after 4 MiB]";

// The line, and the mark if it had to be cut.
[[nodiscard]] inline std::string bounded_line(std::string_view line)
{
  std::string text(line.substr(0, longest_line));
  if (line.size() > longest_line)
    text += cut_mark;
  return text;
}

} // namespace mcpctl
