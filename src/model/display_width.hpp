// How text of unknown origin looks on a terminal: how many columns it takes, and how it is made
// harmless. Independent of the locale: text is UTF-8.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// One character as it is shown: a piece of the text, or what stands in for it.
struct Glyph
{
  std::string shown;    // "\x1b" for the escape character, "\xff" for a byte that is no UTF-8
  std::size_t from = 0; // its bytes in the text
  std::size_t size = 0;
  unsigned columns = 1;
};

// Tabs become spaces up to the next multiple of eight, control characters and invalid bytes an
// escape that can be read.
[[nodiscard]] std::vector<Glyph> glyphs_of(std::string_view text);

} // namespace mcpctl
