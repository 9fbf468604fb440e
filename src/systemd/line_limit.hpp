// How many lines journald takes of a user's services. It counts all of them as one, and what a unit
// of theirs says about its limit has no effect: only the administrator's word on their manager has.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

// Whether an administrator has said how many, be it in force already or from the next boot on.
[[nodiscard]] bool line_limit_is_set(unsigned uid);

// The commands that lift it, for an administrator.
[[nodiscard]] std::vector<std::string> commands_that_lift_line_limit(unsigned uid);

} // namespace mcpctl
