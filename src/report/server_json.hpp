// One server as JSON: the fields that scripts rely on, each always there, null when unknown.
#pragma once

#include "observe/server_state.hpp"

#include <nlohmann/json_fwd.hpp>

namespace mcpctl {

[[nodiscard]] nlohmann::ordered_json server_json(const ServerState& server, RealTime now);

} // namespace mcpctl
