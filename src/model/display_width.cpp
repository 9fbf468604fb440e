#include "model/display_width.hpp"

#include <clocale>
#include <cwchar>
#include <optional>

namespace mcpctl {

namespace {

constexpr unsigned tab_stop = 8;

struct Decoded
{
  char32_t character = 0;
  std::size_t size = 0;
};

bool is_continuation(char byte)
{
  return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

std::size_t sequence_size(unsigned char lead)
{
  if (lead < 0x80)
    return 1;
  if (lead >= 0xc2 && lead < 0xe0)
    return 2;
  if (lead >= 0xe0 && lead < 0xf0)
    return 3;
  if (lead >= 0xf0 && lead < 0xf5)
    return 4;
  return 0;
}

// The character that `text` begins with; nothing if that is no UTF-8 (overlong forms and
// surrogates included).
std::optional<Decoded> decode(std::string_view text)
{
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t size = sequence_size(lead);
  if (size == 0 || size > text.size())
    return std::nullopt;
  char32_t character = size == 1 ? lead : lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if (!is_continuation(text[i]))
      return std::nullopt;
    character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3fU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (character < smallest[size] || character > 0x10ffff
      || (character >= 0xd800 && character < 0xe000))
    return std::nullopt;
  return Decoded{character, size};
}

// wcwidth(3) asks the thread's locale; this one knows every character and is always there.
class Utf8Locale
{
public:
  Utf8Locale()
  {
    static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
    if (utf8 != locale_t{})
      before_ = uselocale(utf8);
  }
  ~Utf8Locale()
  {
    if (before_ != locale_t{})
      uselocale(before_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

private:
  locale_t before_{};
};

std::string escape_byte(unsigned char byte)
{
  constexpr std::string_view digits = "0123456789abcdef";
  return {'\\', 'x', digits[byte >> 4U], digits[byte & 0xfU]};
}

// Characters that print nothing of their own but change how others are shown: direction marks.
bool is_invisible_control(char32_t c)
{
  return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

std::string escape_bytes(std::string_view bytes)
{
  std::string escaped;
  for (const char byte : bytes)
    escaped += escape_byte(static_cast<unsigned char>(byte));
  return escaped;
}

Glyph glyph_at(std::string_view text, std::size_t from, unsigned column)
{
  const std::optional<Decoded> decoded = decode(text.substr(from));
  Glyph glyph{.from = from, .size = decoded ? decoded->size : 1};
  const std::string_view bytes = text.substr(from, glyph.size);
  if (bytes == "\t") {
    glyph.columns = tab_stop - column % tab_stop;
    glyph.shown.assign(glyph.columns, ' ');
    return glyph;
  }
  const int width = decoded && !is_invisible_control(decoded->character)
                        ? wcwidth(static_cast<wchar_t>(decoded->character))
                        : -1;
  glyph.shown = width < 0 ? escape_bytes(bytes) : std::string(bytes);
  glyph.columns =
      width < 0 ? static_cast<unsigned>(glyph.shown.size()) : static_cast<unsigned>(width);
  return glyph;
}

} // namespace

std::vector<Glyph> glyphs_of(std::string_view text)
{
  const Utf8Locale locale;
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
