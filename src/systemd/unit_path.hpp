// Object paths of units, computed here: asking the manager for each would double the traffic
// (org.freedesktop.systemd1(5); sd_bus_path_encode(3)).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

// "/org/freedesktop/systemd1/unit/mcp_40web_2eservice" for "mcp@web.service".
[[nodiscard]] std::string unit_object_path(std::string_view unit);
// The reverse; nothing for paths that are no unit's.
[[nodiscard]] std::optional<std::string> unit_of_object_path(std::string_view path);

} // namespace mcpctl
