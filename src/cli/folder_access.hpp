// Whether another account gets to a folder.
#pragma once

#include <string>

namespace mcpctl {

// By the permission bits of the folder and of all above it, for a user by name or number with the
// groups that it has. False where there is no such folder; true for who does not exist, which
// others tell.
[[nodiscard]] bool may_enter(const std::string& folder, const std::string& user);

} // namespace mcpctl
