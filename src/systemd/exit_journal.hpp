// Reads from the journal how units ended before they were restarted.
#pragma once

#include "model/result.hpp"
#include "systemd/unit_exit.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// One answer for each unit, in the order asked: the end that its last automatic restart followed.
[[nodiscard]] Result<std::vector<std::optional<UnitExit>>>
read_exits(Scope scope, const std::vector<std::string>& units);

} // namespace mcpctl
