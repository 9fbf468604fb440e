// `mcpctl status --json`: the fields that scripts rely on, each always there, null when unknown.
// Fields are only ever added.
#pragma once

#include "model/scope.hpp"
#include "observe/server_state.hpp"

#include <string>
#include <vector>

namespace mcpctl {

enum class StatusLayout { indented, one_line };

// One JSON document ending in a newline. Bytes that are no UTF-8 become U+FFFD.
[[nodiscard]] std::string status_json(Scope scope, const std::vector<ServerState>& servers,
                                      RealTime now, StatusLayout layout = StatusLayout::indented);

} // namespace mcpctl
