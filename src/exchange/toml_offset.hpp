// Places as the TOML library tells them.
#pragma once

#include <cstddef>
#include <string_view>

namespace mcpctl {

// The byte at a line and a column, both from 1; the library counts characters, and no byte order
// mark.
[[nodiscard]] inline std::size_t offset_in(std::string_view text, unsigned line, unsigned column)
{
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  std::size_t at = line == 1 && text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  for (unsigned passed = 1; passed < line; ++passed)
    at = text.find('\n', at) + 1;
  for (unsigned passed = 1; passed < column && at < text.size(); ++passed) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0U) == 0x80U)
      ++at;
  }
  return at;
}

} // namespace mcpctl
