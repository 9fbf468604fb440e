// The names that systemd knows for exit statuses (systemd.exec(5), PROCESS EXIT CODES).
#pragma once

#include <string_view>

namespace mcpctl {

[[nodiscard]] bool is_exit_status_name(std::string_view name);

} // namespace mcpctl
