// Which lines of a server's log are of its last run: what an earlier one wrote, or an earlier
// server of that name, tells nothing of it. Pure.
#pragma once

#include "systemd/journal.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// A run of a unit, as systemd knows it.
struct LogRun
{
  std::string invocation_id; // empty: not known
  RealTime started_at{};
};

// Of the lines, the oldest first, those of the run. journald loses the invocation of a process that
// has ended at once: the time decides then.
[[nodiscard]] std::vector<std::string> lines_of(const LogRun& run,
                                                const std::vector<JournalLine>& lines);
// Those of the run before it.
[[nodiscard]] std::vector<std::string> lines_before(const LogRun& run,
                                                    const std::vector<JournalLine>& lines);

} // namespace mcpctl
