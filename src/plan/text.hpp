// A plan in words: a line for each server that changes, a summary, and what changes in the files.
#pragma once

#include "plan/plan.hpp"

#include <string>

namespace mcpctl {

// Lines such as "+ web   create   new", then "1 to create, 3 unchanged". Ends in a newline.
[[nodiscard]] std::string format_plan(const Plan& plan, bool colour);

// The difference between installed and wanted files, with `context` lines around each change. No
// value of an environment file is shown: only whether it changed.
[[nodiscard]] std::string format_diff(const Plan& plan, const Installed& installed, bool colour);

} // namespace mcpctl
