#include "model/glyph.hpp"

#include "model/text.hpp"

namespace mcpctl {

namespace {

constexpr unsigned tab_stop = 8;

Glyph glyph_at(std::string_view text, std::size_t from, unsigned column)
{
  Glyph glyph{.from = from, .size = first_character(text.substr(from)).length};
  const std::string_view bytes = text.substr(from, glyph.size);
  glyph.shown = bytes == "\t" ? std::string(tab_stop - column % tab_stop, ' ') : harmless(bytes);
  glyph.columns = static_cast<unsigned>(display_width(glyph.shown));
  return glyph;
}

} // namespace

std::vector<Glyph> glyphs_of(std::string_view text)
{
  std::vector<Glyph> glyphs;
  glyphs.reserve(text.size());
  unsigned column = 0;
  for (std::size_t from = 0; from < text.size();) {
    glyphs.push_back(glyph_at(text, from, column));
    column += glyphs.back().columns;
    from += glyphs.back().size;
  }
  return glyphs;
}

} // namespace mcpctl
