// The sessions of stdio servers: which run, for whom, and what they use together.
#pragma once

#include "observe/server_state.hpp"
#include "systemd/control_group.hpp"
#include "systemd/manager.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// Adds to each stdio server its sessions, and what all of them use as its own use. Asks nothing
// where there is no stdio server.
[[nodiscard]] Status add_sessions(std::vector<ServerState>& servers, Manager& manager,
                                  const ControlGroups& groups, Detail detail);

// The sessions of all servers that run, and what they are, without what they use; those that have
// ended meanwhile are left out.
[[nodiscard]] Result<std::vector<std::string>> running_sessions(Manager& manager);
[[nodiscard]] Result<std::vector<SessionState>>
observe_sessions(Manager& manager, const std::vector<std::string>& names, Detail detail);

// Hands the sessions out to their servers, the oldest first. Pure.
void assign_sessions(std::vector<ServerState>& servers, std::vector<SessionState> sessions);

} // namespace mcpctl
