// Ctrl-C: in the middle of an apply it ends that at once, and says that nothing is lost; it is how
// verbs that go on by themselves are ended.
#pragma once

namespace mcpctl {

// From here on SIGINT, SIGTERM and SIGHUP say, before they end the process, that the next apply
// finishes what this one began.
void announce_interruptions();

// Readable once Ctrl-C or a TERM came; from here on these do nothing else. The caller closes it, or
// ends.
[[nodiscard]] int interrupt_fd();

} // namespace mcpctl
