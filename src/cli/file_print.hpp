// What tells that a file or a folder has changed, without reading it.
#pragma once

#include "store/store.hpp"

#include <string>

namespace mcpctl {

// Changes with the file, or with the names in the folder.
[[nodiscard]] std::string print_of(const std::string& path);
[[nodiscard]] std::string print_of(const UnitFolders& folders);

} // namespace mcpctl
