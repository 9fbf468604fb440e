// The only place that knows the TOML library.
#pragma once

#include "config/problems.hpp"
#include "config/value.hpp"

#include <optional>

namespace mcpctl {

// The file's top-level table. Nothing when it is no TOML; the reason is then among the problems.
[[nodiscard]] std::optional<Table> parse_toml(const Source& source, Problems& problems);

} // namespace mcpctl
