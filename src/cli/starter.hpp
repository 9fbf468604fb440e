// The starter configuration that init writes: conf/mcp.toml, compiled in.
#pragma once

#include <string_view>

namespace mcpctl {

[[nodiscard]] std::string_view starter_configuration();

} // namespace mcpctl
