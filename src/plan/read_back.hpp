// What systemd understood of our files, compared with what they say: a line that it does not
// understand fails no unit, it is dropped.
#pragma once

#include "systemd/manager.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// Why a unit is not as written; nothing if it is, or if that cannot be told because somebody else's
// drop-in has a say in it.
[[nodiscard]] std::optional<std::string> misunderstood(const LoadedUnit& unit,
                                                       const std::vector<std::string>& argv);

// `expected`: unit → argv of its ExecStart=. An error with systemd's words if one differs.
[[nodiscard]] Status read_back(Manager& manager,
                               const std::map<std::string, std::vector<std::string>>& expected);

} // namespace mcpctl
