#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <cwchar>

namespace mcpctl {

namespace {

constexpr Character invalid_byte = {.code = 0, .length = 1, .valid = false};

bool is_plain_ascii(char c)
{
  return c >= ' ' && c <= '~';
}

std::size_t length_by_lead(unsigned char lead)
{
  if (lead >= 0xc2 && lead <= 0xdf)
    return 2;
  if (lead >= 0xe0 && lead <= 0xef)
    return 3;
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
}

char32_t smallest_of_length(std::size_t length)
{
  return length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
}

// glibc's table of widths without the caller's locale: the C locale knows no character beyond
// ASCII.
int width_by_table(char32_t code)
{
  static const locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (utf8 == nullptr)
    return 1;
  const locale_t callers = uselocale(utf8);
  const int width = wcwidth(static_cast<wchar_t>(code));
  uselocale(callers);
  return width;
}

// Characters that take no room of their own and change how others are read: marks and overrides of
// direction, invisible spaces and operators, line separators, tags.
bool deceives(char32_t code)
{
  return code == 0xad || code == 0x61c || code == 0x180e || code == 0xfeff
         || (code >= 0x200b && code <= 0x200c) || (code >= 0x200e && code <= 0x200f)
         || (code >= 0x2028 && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f)
         || (code >= 0xfff9 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe007f);
}

bool is_visible(const Character& character)
{
  if (!character.valid)
    return false;
  if (character.code < 0x80)
    return is_plain_ascii(static_cast<char>(character.code));
  return !deceives(character.code) && width_by_table(character.code) >= 0;
}

std::string visible_form(const Character& character, unsigned char byte)
{
  if (!character.valid)
    return fmt::format("\\x{:02x}", byte);
  if (character.code == '\n')
    return "\\n";
  if (character.code == '\t')
    return "\\t";
  if (character.code == '\r')
    return "\\r";
  if (character.code < 0x80)
    return fmt::format("\\x{:02x}", byte);
  const auto code = static_cast<std::uint32_t>(character.code);
  return code < 0x10000 ? fmt::format("\\u{:04x}", code) : fmt::format("\\U{:08x}", code);
}

std::size_t width_of(const Character& character)
{
  if (!character.valid || character.code < 0x80)
    return 1;
  return static_cast<std::size_t>(std::max(width_by_table(character.code), 0));
}

} // namespace

Character first_character(std::string_view text)
{
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80)
    return {.code = lead, .length = 1, .valid = true};
  const std::size_t length = length_by_lead(lead);
  if (length == 0 || text.size() < length)
    return invalid_byte;
  char32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0U) != 0x80)
      return invalid_byte;
    code = (code << 6U) | (byte & 0x3fU);
  }
  const bool surrogate = code >= 0xd800 && code <= 0xdfff;
  if (code < smallest_of_length(length) || code > 0x10ffff || surrogate)
    return invalid_byte;
  return {.code = code, .length = length, .valid = true};
}

bool is_harmless(std::string_view text)
{
  while (!text.empty()) {
    const Character character = first_character(text);
    if (!is_visible(character))
      return false;
    text.remove_prefix(character.length);
  }
  return true;
}

std::string harmless(std::string_view text)
{
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    if (is_visible(character))
      out.append(text.substr(0, character.length));
    else
      out.append(visible_form(character, static_cast<unsigned char>(text.front())));
    text.remove_prefix(character.length);
  }
  return out;
}

std::size_t display_width(std::string_view text)
{
  std::size_t width = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    width += width_of(character);
    text.remove_prefix(character.length);
  }
  return width;
}

std::string clipped(std::string_view text, std::size_t width)
{
  if (display_width(text) <= width)
    return std::string(text);
  if (width == 0)
    return "";
  std::size_t used = 0;
  std::size_t bytes = 0;
  while (bytes < text.size()) {
    const Character character = first_character(text.substr(bytes));
    if (used + width_of(character) > width - 1)
      break;
    used += width_of(character);
    bytes += character.length;
  }
  return std::string(text.substr(0, bytes)) + "…";
}

std::string clipped_name(std::string_view text, std::size_t width)
{
  if (display_width(text) <= width || width < 3)
    return clipped(text, width);
  const std::string begin = clipped(text, width - (width - 1) / 2);
  // The longest end for which there is room, whole characters alone.
  const std::size_t room = width - display_width(begin);
  std::string_view end = text;
  while (display_width(end) > room)
    end.remove_prefix(first_character(end).length);
  return begin + std::string(end);
}

std::string padded(std::string_view text, std::size_t width)
{
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(width > used ? width - used : 0, ' ');
}

std::string right_aligned(std::string_view text, std::size_t width)
{
  const std::size_t used = display_width(text);
  return std::string(width > used ? width - used : 0, ' ') + std::string(text);
}

} // namespace mcpctl
