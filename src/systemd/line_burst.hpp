// Floods of lines, in which journald drops some: by default it takes at least 10,000 in 30 s of all
// services of a user together, more on an emptier disk (journald.conf(5), RateLimitBurst=).
#pragma once

#include "model/real_time.hpp"

namespace mcpctl {

inline constexpr unsigned least_line_limit = 10'000;

// Whether the user's services wrote more than that in the 30 s up to `at`; false where the journal
// cannot tell.
[[nodiscard]] bool is_flood(unsigned uid, RealTime at);

} // namespace mcpctl
