#include "observe/server_state.hpp"

#include <algorithm>

namespace mcpctl {

const char* to_string(RunState state)
{
  switch (state) {
  case RunState::running:
    return "running";
  case RunState::starting:
    return "starting";
  case RunState::stopping:
    return "stopping";
  case RunState::restarting:
    return "restarting";
  case RunState::stopped:
    return "stopped";
  case RunState::exited:
    return "exited";
  case RunState::failed:
    return "failed";
  case RunState::listening:
    return "listening";
  case RunState::not_applied:
    break;
  }
  return "not applied";
}

std::optional<std::chrono::microseconds> uptime(const ServerState& server, RealTime now)
{
  if (!server.started_at)
    return std::nullopt;
  return std::max(now - *server.started_at, RealTime::duration::zero());
}

void set_cpu_percent(std::vector<ServerState>& servers, const std::vector<ServerState>& before,
                     std::chrono::microseconds between)
{
  for (ServerState& server : servers) {
    const auto old = std::find_if(before.begin(), before.end(), [&](const ServerState& candidate) {
      return candidate.unit == server.unit;
    });
    const bool same_run = server.pid ? old != before.end() && old->pid == server.pid
                                     : !server.sessions.empty() && old != before.end();
    if (!same_run || !old->cpu_usec || !server.cpu_usec || *server.cpu_usec < *old->cpu_usec
        || between.count() <= 0)
      continue;
    server.cpu_percent = 100.0 * static_cast<double>(*server.cpu_usec - *old->cpu_usec)
                         / static_cast<double>(between.count());
  }
}

bool is_up(const ServerState& server)
{
  return server.state == RunState::running
         || (server.state == RunState::listening && !server.socket_gone);
}

} // namespace mcpctl
