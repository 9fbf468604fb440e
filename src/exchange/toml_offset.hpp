// Places as the TOML library tells them.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace mcpctl {

class TomlOffsets
{
public:
  explicit TomlOffsets(std::string_view text);

  // The byte at a line and a column, both from 1; the library counts characters, and no byte order
  // mark.
  [[nodiscard]] std::size_t at(unsigned line, unsigned column) const;

private:
  std::string_view text_;
  std::vector<std::size_t> lines_;
};

} // namespace mcpctl
