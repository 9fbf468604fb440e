// Asks the manager and the control groups what the installed servers are right now.
#pragma once

#include "observe/server_state.hpp"
#include "store/store.hpp"
#include "systemd/control_group.hpp"
#include "systemd/manager.hpp"

#include <chrono>
#include <vector>

namespace mcpctl {

// One state for each unit, in the same order; staleness is left unknown. Two exchanges with the
// manager at most: all units at once, then the retry timers of the failed ones.
[[nodiscard]] Result<std::vector<ServerState>>
observe(Manager& manager, const std::vector<InstalledUnit>& units, const ControlGroups& groups);

// The retry timer of a unit, "mcpctl-retry@web:2.timer".
[[nodiscard]] std::string retry_timer_name(const InstanceId& id);

// Fills in the percentages from an earlier observation, for the servers whose run is still the
// same.
void add_cpu_percent(std::vector<ServerState>& now, const std::vector<ServerState>& before,
                     std::chrono::microseconds elapsed);

} // namespace mcpctl
