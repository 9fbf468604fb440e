// Names of the files beside a log file that is rotated: "web.log.1" is the newest of the older
// ones, "web.log.2.gz" one before it, compressed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

struct RotatedName
{
  unsigned number = 0; // from 1
  bool compressed = false;
  auto operator<=>(const RotatedName&) const = default;
};

[[nodiscard]] std::string rotated_name(std::string_view file, const RotatedName& name);
// What `name` is beside `file`; nothing if it is no rotated file of it.
[[nodiscard]] std::optional<RotatedName> parse_rotated_name(std::string_view file,
                                                            std::string_view name);

// A copy in the making: worth nothing once the rotation has been killed.
[[nodiscard]] std::string unfinished_copy_name(std::string_view file);
// A whole copy, on its way to be number 1, of a file that is emptied or just to be.
[[nodiscard]] std::string finished_copy_name(std::string_view file);

} // namespace mcpctl
