// The name of a user, for messages and for the places that systemd names by it.
#pragma once

#include <string>

namespace mcpctl {

// The number itself for a user without a name.
[[nodiscard]] std::string user_name(unsigned uid);

} // namespace mcpctl
