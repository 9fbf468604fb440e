// The three moments of a session at which mcpctl-session acts. Each answers with the exit status.
#pragma once

#include <chrono>
#include <span>
#include <string_view>

namespace mcpctl {

using Milliseconds = std::chrono::milliseconds;

// Says in the unit's status and in the journal who the client is, leaves a watcher beside (see
// watcher.hpp), and becomes the server. Returns only where that fails: 203, systemd's EXEC.
[[nodiscard]] int run_server(std::string_view server, Milliseconds grace, std::span<char*> command);

// Lets the server read the end of its input, which is how MCP asks it to leave, and waits until
// it has, at most `limit`. $MAINPID is the server's.
[[nodiscard]] int end_session(Milliseconds limit);

// Writes to the journal how the session ended, from $SERVICE_RESULT, $EXIT_CODE and $EXIT_STATUS.
// The client sees the end of the connection after that, so mcpctl connect finds the entry.
[[nodiscard]] int tell_ending(std::string_view server);

} // namespace mcpctl
