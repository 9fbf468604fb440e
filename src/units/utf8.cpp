#include "units/utf8.hpp"

#include <cstddef>
#include <cstdint>

namespace mcpctl {

namespace {

// How many bytes follow a first byte; -1 where none may begin a character.
int following(unsigned char first)
{
  if (first < 0x80) {
    return 0;
  }
  if (first >= 0xc2 && first < 0xe0) {
    return 1;
  }
  if (first >= 0xe0 && first < 0xf0) {
    return 2;
  }
  return first >= 0xf0 && first < 0xf5 ? 3 : -1;
}

bool is_character(char32_t c, int length)
{
  constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
  const bool surrogate = c >= 0xd800 && c < 0xe000;
  const bool noncharacter = (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
  return c >= least[length] && c < 0x110000 && !surrogate && !noncharacter;
}

} // namespace

bool is_systemd_text(std::string_view bytes)
{
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    const int length = following(first);
    if (length < 0 || bytes.size() - i <= static_cast<std::size_t>(length)) {
      return false;
    }
    char32_t c = length == 0 ? first : first & (0x3fU >> length);
    for (int k = 0; k < length; ++k) {
      const auto next = static_cast<unsigned char>(bytes[++i]);
      if ((next & 0xc0U) != 0x80) {
        return false;
      }
      c = (c << 6U) | (next & 0x3fU);
    }
    if (!is_character(c, length)) {
      return false;
    }
  }
  return true;
}

} // namespace mcpctl
