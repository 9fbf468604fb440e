// Cron's patterns as calendar events of systemd, for restarts at certain times.
#pragma once

#include "model/result.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

// "*/15 9-17 * * mon-fri" as "Mon..Fri *-*-* 09..17:00/15:00". Five fields, or six with seconds in
// front; names, lists, ranges and steps; "L" as the last day of a month; "@daily" and its like. A
// day of the month and a day of the week must both hold, as PM2 and systemd have it, and cron(8)
// has not. The error is a phrase to follow the pattern.
[[nodiscard]] Result<std::string> calendar_of_cron(std::string_view pattern);

} // namespace mcpctl
