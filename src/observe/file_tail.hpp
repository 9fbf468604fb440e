// The last lines of a file, found from its end: what comes before them is not read.
#pragma once

#include "observe/line_splitter.hpp"

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace mcpctl {

// A line's bytes, its newline not among them.
struct LineRange
{
  std::uint64_t from = 0;
  std::uint64_t to = 0;
};

// The last `count` lines before `end`, oldest first, of those that `wanted` accepts. Bytes after
// the last newline are a line too. A file that shrinks meanwhile has fewer.
[[nodiscard]] std::vector<LineRange> last_lines(int fd, std::uint64_t end, std::size_t count,
                                                const LineSink& wanted);

// The bytes of a line, no more than longest_line of them; empty if they are gone.
[[nodiscard]] std::string read_line(int fd, const LineRange& range);

} // namespace mcpctl
