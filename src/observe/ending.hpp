// How a run of a unit ended, in words: systemd's Result together with the main process's status
// (systemd.exec(5), PROCESS EXIT CODES).
#pragma once

#include "observe/server_state.hpp"
#include "systemd/unit_state.hpp"

namespace mcpctl {

// Nothing to say of a run that goes on, or that ended well.
[[nodiscard]] Ending ending_of(const UnitState& unit);

} // namespace mcpctl
