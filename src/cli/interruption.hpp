// Ctrl-C in the middle of an apply: it ends at once, and says that nothing is lost.
#pragma once

namespace mcpctl {

// From here on SIGINT, SIGTERM and SIGHUP say, before they end the process, that the next apply
// finishes what this one began.
void announce_interruptions();

} // namespace mcpctl
