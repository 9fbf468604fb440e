// A plan, and what became of it, as the JSON of `apply --json` (mcpctl(1), JSON).
#pragma once

#include "plan/apply.hpp"

#include <string>

namespace mcpctl {

// What would be done; every result is null.
[[nodiscard]] std::string plan_json(const Plan& plan);
// What was done.
[[nodiscard]] std::string applied_json(const Applied& applied);

} // namespace mcpctl
