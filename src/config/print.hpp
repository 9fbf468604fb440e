// The effective configuration as TOML: defaults and profile merged, paths absolute. What it prints
// reads back to the same servers.
#pragma once

#include "config/read.hpp"

#include <string>

namespace mcpctl {

[[nodiscard]] std::string print_configuration(const Configuration& configuration);

} // namespace mcpctl
