// The enablement of mcp.target, which decides whether servers start with the machine.
#pragma once

#include "cli/context.hpp"

namespace mcpctl {

// True if that changed something. Read back before success is claimed.
[[nodiscard]] Result<bool> set_target_enabled(Connection& connection, bool enabled);

} // namespace mcpctl
