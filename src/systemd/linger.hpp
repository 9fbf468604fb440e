// Whether a user's manager starts at boot and outlives logout (org.freedesktop.login1(5),
// SetUserLinger).
#pragma once

#include "model/result.hpp"

namespace mcpctl {

[[nodiscard]] Result<bool> linger_enabled(unsigned uid);
// Needs the explicit uid and polkit; a refusal is exit code 77 with what would permit it. Verified
// by reading it back.
[[nodiscard]] Status set_linger(unsigned uid, bool enabled);

} // namespace mcpctl
