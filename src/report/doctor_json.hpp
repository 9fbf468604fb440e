// `mcpctl doctor --json`: every finding, those that say that all is well included.
#pragma once

#include "doctor/finding.hpp"
#include "model/scope.hpp"

#include <string>

namespace mcpctl {

// One JSON document ending in a newline.
[[nodiscard]] std::string doctor_json(Scope scope, const Findings& findings);

} // namespace mcpctl
