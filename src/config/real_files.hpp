// The real disk, as reading a configuration sees it.
#pragma once

#include "config/file_view.hpp"

namespace mcpctl {

[[nodiscard]] FileView real_file_view();

} // namespace mcpctl
