// Servers that a client's file disables by name, apart from where it defines them.
#pragma once

#include "exchange/foreign.hpp"

namespace mcpctl {

// Marks the servers that the file with this `root` disables: Claude Code's disabledMcpServers, of a
// project or of all, and Gemini CLI's mcp.excluded and mcp.allowed.
void disable_listed(Foreign& foreign, const Value& root);

} // namespace mcpctl
