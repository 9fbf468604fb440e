// Asks the manager and the control groups what the installed servers are right now.
#pragma once

#include "observe/server_state.hpp"
#include "store/store.hpp"
#include "systemd/control_group.hpp"
#include "systemd/manager.hpp"

#include <chrono>
#include <vector>

namespace mcpctl {

// One state for each unit, in the same order; staleness is left unknown. A few exchanges with the
// manager: all units at once, the retry timers of the failed ones, and where there are stdio
// servers the sessions of all of them, `detail` saying how much of each.
[[nodiscard]] Result<std::vector<ServerState>> observe(Manager& manager,
                                                       const std::vector<InstalledUnit>& units,
                                                       const ControlGroups& groups,
                                                       Detail detail = Detail::glance);

// The same without what they use and without sessions.
[[nodiscard]] Result<std::vector<ServerState>>
observe_units(Manager& manager, const std::vector<InstalledUnit>& units);

// The retry timer of a unit, "mcpctl-retry@web:2.timer".
[[nodiscard]] std::string retry_timer_name(const InstanceId& id);

} // namespace mcpctl
