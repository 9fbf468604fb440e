// Aligned columns under a header: numbers to the right, no line longer than the terminal is
// wide, no blanks at the end of a line. Texts are made harmless here, so that no view can forget
// it.
#pragma once

#include "report/style.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// A stretch of a cell in one colour.
struct Painted
{
  std::string text;
  Paint paint = Paint::plain;
};

using Cell = std::vector<Painted>;

struct Column
{
  std::string title;
  bool number = false; // aligned to the right
  bool names = false;  // of the first column: rather cut than others left out
};

// Header and rows, each line ending in a newline; `rows` have as many cells as there are columns.
// On a terminal long names are cut in the middle, columns for which there is still no room are left
// out, from the right; only the last and the second are cut, down to their titles.
[[nodiscard]] std::string render_table(const std::vector<Column>& columns,
                                       const std::vector<std::vector<Cell>>& rows,
                                       const Style& style);

} // namespace mcpctl
