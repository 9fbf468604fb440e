// What stands on the screen, as text: pieces of lines, each in one look. Everything that is shown
// is made here, and a terminal only has to write it.
#pragma once

#include "report/in_place.hpp"
#include "report/style.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// A stretch of a line. Its text is harmless already.
struct Strip
{
  std::string text;
  Paint paint = Paint::plain;
  bool bold = false;
  bool reverse = false;
};

using StripLine = std::vector<Strip>;

struct Frame
{
  std::vector<StripLine> lines;   // as many as the screen has rows, each as wide as it at most
  std::optional<unsigned> cursor; // where in the last line one types; none: no cursor
};

[[nodiscard]] std::size_t width_of(const StripLine& line);
// The line cut, or filled with blanks, to exactly `width` columns.
[[nodiscard]] StripLine fitted(const StripLine& line, std::size_t width);
// The line without its looks.
[[nodiscard]] std::string text_of(const StripLine& line);
// `left` and `right` at the two ends of a line of that width; where there is no room for both,
// `right` goes.
[[nodiscard]] StripLine spread(StripLine left, const StripLine& right, std::size_t width);

// The frame for a terminal that shows ASCII alone: lines, blocks and glyphs become characters that
// look alike, all else "?", each as wide as what it stands for.
void make_ascii(Frame& frame);
[[nodiscard]] std::string ascii_text(std::string_view text);

} // namespace mcpctl
