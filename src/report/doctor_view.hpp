// What doctor found, for a person: each section with what is wrong first, and what is well in one
// line of it; then the counts.
#pragma once

#include "doctor/finding.hpp"
#include "report/style.hpp"

#include <string>

namespace mcpctl {

// With `all`, a line for each check that found all well.
[[nodiscard]] std::string doctor_report(const Findings& findings, bool all, const Style& style);

} // namespace mcpctl
