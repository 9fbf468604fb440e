// A line of text as it is shown, character by character, so that a caret can be put below any of
// its bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// One character as it is shown: a piece of the text, or the harmless form that stands in for it.
struct Glyph
{
  std::string shown;
  std::size_t from = 0; // its bytes in the text
  std::size_t size = 0;
  unsigned columns = 1;
};

// Tabs become spaces up to the next multiple of eight; all else as harmless() shows it.
[[nodiscard]] std::vector<Glyph> glyphs_of(std::string_view text);

} // namespace mcpctl
