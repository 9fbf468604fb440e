// Who listens on a port: tells an answer of the server that was started from one of whatever else
// holds its port.
#pragma once

#include <optional>
#include <set>
#include <vector>

namespace mcpctl {

struct PortListener
{
  unsigned port = 0;
  unsigned uid = 0;
  std::optional<int> pid; // unknown where it may not be seen
};

// Everybody who listens at one of the ports; each of several processes that share a socket.
[[nodiscard]] std::vector<PortListener> listeners_at(const std::set<unsigned>& ports);

// Whether one of the processes has a listening TCP socket on `port`. False where that cannot be
// seen.
[[nodiscard]] bool any_listens(const std::vector<int>& pids, unsigned port);

} // namespace mcpctl
