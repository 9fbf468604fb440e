// The unit files of units/, compiled in. "{scope}" in them stands for "user" or "system",
// "{boot_target}" for what a boot of that scope reaches.
#pragma once

#include <string_view>
#include <vector>

namespace mcpctl {

struct ShippedUnit
{
  std::string_view name; // "mcp@.service"
  std::string_view text;
};

// Sorted by name.
[[nodiscard]] const std::vector<ShippedUnit>& shipped_units();

} // namespace mcpctl
