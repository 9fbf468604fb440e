#include "exchange/toml_offset.hpp"

namespace mcpctl {

TomlOffsets::TomlOffsets(std::string_view text) : text_(text)
{
  constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
  lines_.push_back(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    lines_.push_back(at + 1);
}

std::size_t TomlOffsets::at(unsigned line, unsigned column) const
{
  std::size_t at = line == 0 || line > lines_.size() ? text_.size() : lines_[line - 1];
  for (unsigned passed = 1; passed < column && at < text_.size(); ++passed) {
    ++at;
    while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xc0U) == 0x80U)
      ++at;
  }
  return at;
}

} // namespace mcpctl
