// How one text becomes another, line by line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Lines to compare, and how they are shown where that is not as they are: as many, or none.
struct DiffText
{
  std::vector<std::string> lines;
  std::vector<std::string> shown;
};

// The lines of a text, without their ends.
[[nodiscard]] std::vector<std::string> lines_of(std::string_view text);

// Lines that go behind "-" and that come behind "+", with two lines around each change; "  ..."
// stands for others. Empty if nothing differs.
[[nodiscard]] std::string format_line_diff(const DiffText& before, const DiffText& now,
                                           bool colour);

} // namespace mcpctl
