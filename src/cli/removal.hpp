// Units stopped and taken away, as down and remove do it.
#pragma once

#include "cli/context.hpp"
#include "plan/apply.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mcpctl {

struct Removal
{
  // Of what is installed; asked again when nobody else changes that any more.
  std::function<Result<std::vector<InstalledUnit>>(const Installed&)> choose;
  std::string why;
  std::function<Status()> recorded; // see ApplyEvents
};

// Prints the plan and carries it out; an error where nothing was done.
[[nodiscard]] Result<Applied> carry_out(const Context& context, Connection& connection,
                                        const Removal& removal);
// What came of it: the JSON, what would not stop, the exit code.
[[nodiscard]] ExitCode report_removal(const Context& context, const Applied& applied);

} // namespace mcpctl
