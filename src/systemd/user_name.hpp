// The name of a user, for messages and for the places that systemd names by it.
#pragma once

#include <optional>
#include <string>

namespace mcpctl {

// The number itself for a user without a name.
[[nodiscard]] std::string user_name(unsigned uid);

// The number of a name, or of a number written out; nothing for one that there is not.
[[nodiscard]] std::optional<unsigned> user_id(const std::string& name);

} // namespace mcpctl
