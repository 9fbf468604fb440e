#include "observe/sessions.hpp"

#include "observe/state.hpp"
#include "systemd/user_name.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

template <typename T> void add(std::optional<T>& sum, const std::optional<T>& part)
{
  if (part)
    sum = sum.value_or(0) + *part;
}

bool runs(const UnitSummary& session)
{
  return session.active_state != "inactive" && session.active_state != "failed";
}

} // namespace

void assign_sessions(std::vector<ServerState>& servers, std::vector<SessionState> sessions)
{
  std::stable_sort(
      sessions.begin(), sessions.end(),
      [](const SessionState& a, const SessionState& b) { return a.started_at < b.started_at; });
  for (SessionState& session : sessions) {
    const auto name = server_of_session(session.unit);
    const auto server = std::find_if(servers.begin(), servers.end(), [&](const ServerState& one) {
      return one.type == ServerType::stdio && one.id.server == name;
    });
    if (server == servers.end())
      continue;
    add(server->cpu_usec, session.cpu_usec);
    add(server->memory_bytes, session.memory_bytes);
    add(server->cpu_percent, session.cpu_percent);
    add(server->tasks, session.tasks);
    server->sessions.push_back(std::move(session));
  }
}

Result<std::vector<std::string>> running_sessions(Manager& manager)
{
  const Result<std::vector<UnitSummary>> found = manager.list({std::string(all_sessions)});
  if (!found.ok())
    return found.error();
  std::vector<std::string> names;
  for (const UnitSummary& session : *found) {
    if (runs(session))
      names.push_back(session.unit);
  }
  return names;
}

Result<std::vector<SessionState>>
observe_sessions(Manager& manager, const std::vector<std::string>& names, Detail detail)
{
  std::vector<SessionState> sessions;
  if (names.empty())
    return sessions;
  const Result<std::vector<UnitState>> states = manager.states(names, detail);
  if (!states.ok())
    return states.error();
  for (const UnitState& state : *states) {
    if (!state.loaded || !runs(state.summary))
      continue;
    sessions.push_back(session_of(state));
    if (sessions.back().client)
      sessions.back().user = user_name(sessions.back().client->uid);
  }
  return sessions;
}

Status add_sessions(std::vector<ServerState>& servers, Manager& manager,
                    const ControlGroups& groups, Detail detail)
{
  const bool any = std::any_of(servers.begin(), servers.end(), [](const ServerState& server) {
    return server.type == ServerType::stdio;
  });
  if (!any)
    return Nothing{};
  const Result<std::vector<std::string>> names = running_sessions(manager);
  if (!names.ok())
    return names.error();
  Result<std::vector<SessionState>> sessions = observe_sessions(manager, *names, detail);
  if (!sessions.ok())
    return sessions.error();
  for (SessionState& session : *sessions) {
    const Usage usage = groups.usage(session.control_group);
    session.cpu_usec = usage.cpu_usec;
    session.memory_bytes = usage.memory_bytes;
    session.tasks = usage.tasks;
  }
  assign_sessions(servers, std::move(*sessions));
  return Nothing{};
}

} // namespace mcpctl
