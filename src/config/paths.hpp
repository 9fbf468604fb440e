// Paths of the configuration made absolute, without asking the disk.
#pragma once

#include "config/value.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

// "~/x" below `home`; other paths as they are.
[[nodiscard]] std::string expand_home(std::string_view path, const std::string& home);
// `path` below `folder` unless it is absolute; "." and ".." resolved by name, no slash at the end.
[[nodiscard]] std::string join_path(const std::string& folder, std::string_view path);
[[nodiscard]] std::string base_name(std::string_view path);
[[nodiscard]] std::string parent_folder(std::string_view path);

} // namespace mcpctl
