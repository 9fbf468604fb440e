// Limits that systemd would take and that nothing would enforce.
#pragma once

#include "model/server.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mcpctl {

// A warning for each controller, "memory", "cpu" or "pids", that a limit of the servers needs and
// that the service manager was not given; `given` answers for one.
[[nodiscard]] std::vector<std::string>
limits_not_in_force(const std::vector<Server>& servers, Scope scope,
                    const std::function<bool(const std::string&)>& given);

} // namespace mcpctl
