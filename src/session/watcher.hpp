// A session ends with its connection. A server that reads the end of its input should leave, but
// not all do; systemd looks at the connection no more once it is accepted. So a process of a few
// pages stays beside the server, in the same control group, and sleeps until one of the two ends.
#pragma once

#include "session/modes.hpp"

namespace mcpctl {

// Starts the watcher of the calling process, which is about to become the server, and of the
// connection on `socket`. The server does not have it for a child. Once both directions of the
// connection are over, the server is given `grace` to leave, then SIGTERM, `grace` again, and
// SIGKILL. Fails where the kernel has no pidfd_open(2), or no process is left. `command`, the
// server's, is wiped from the watcher's own command line.
[[nodiscard]] bool start_watcher(int socket, Milliseconds grace, std::span<char*> command);

// Waits until the process of `pidfd` has ended, at most `limit`; whether it has.
bool wait_for_end(int pidfd, Milliseconds limit);

} // namespace mcpctl
