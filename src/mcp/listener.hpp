// Who listens on a port: tells an answer of the server that was started from one of whatever else
// holds its port.
#pragma once

#include <vector>

namespace mcpctl {

// Whether one of the processes has a listening TCP socket on `port`. False where that cannot be
// seen.
[[nodiscard]] bool any_listens(const std::vector<int>& pids, unsigned port);

} // namespace mcpctl
