#include "observe/observe.hpp"

#include "observe/drop_in.hpp"
#include "observe/missing_program.hpp"
#include "observe/sessions.hpp"
#include "observe/state.hpp"
#include "units/companion.hpp"

namespace mcpctl {

namespace {

// The template's RestartSec=, where the drop-in says nothing.
constexpr TimeSpan default_restart_delay = std::chrono::milliseconds(100);

TimeSpan restart_delay_of(const InstalledUnit& unit)
{
  const std::optional<std::string> text = directive(unit.files, "RestartSec");
  if (!text)
    return default_restart_delay;
  const Result<TimeSpan> span = parse_time_span(*text);
  return span.ok() ? *span : default_restart_delay;
}

Result<std::vector<Circumstances>> circumstances_of(Manager& manager,
                                                    const std::vector<InstalledUnit>& units,
                                                    const std::vector<UnitState>& states)
{
  std::vector<Circumstances> around(units.size());
  std::vector<std::string> timers;
  std::vector<std::size_t> owners;
  for (std::size_t i = 0; i < units.size(); ++i) {
    around[i].restart_delay = restart_delay_of(units[i]);
    around[i].notifies = directive(units[i].files, "Type") == "notify";
    if (is_socket(units[i].unit) || !may_be_retried(states[i]))
      continue;
    timers.push_back(retry_timer_name(units[i].marker.id));
    owners.push_back(i);
  }
  if (timers.empty())
    return around;
  const Result<std::vector<RealTime>> elapses = manager.next_elapse(timers);
  if (!elapses.ok())
    return elapses.error();
  for (std::size_t i = 0; i < owners.size(); ++i)
    around[owners[i]].next_try = elapses->at(i);
  return around;
}

void add_usage(ServerState& server, const ControlGroups& groups)
{
  if (server.control_group.empty())
    return;
  const Usage usage = groups.usage(server.control_group);
  server.cpu_usec = usage.cpu_usec;
  server.memory_bytes = usage.memory_bytes;
  server.tasks = usage.tasks;
}

void explain_ending(ServerState& server, const UnitState& unit)
{
  if (server.ending.words.empty() || server.argv.empty())
    return;
  if (auto ending = ending_without_program(unit, server.argv.front()))
    server.ending = std::move(*ending);
}

} // namespace

std::string retry_timer_name(const InstanceId& id)
{
  return companion_unit(CompanionKind::retry, id);
}

Result<std::vector<ServerState>> observe_units(Manager& manager,
                                               const std::vector<InstalledUnit>& units)
{
  std::vector<ServerState> servers;
  if (units.empty())
    return servers;
  std::vector<std::string> names;
  names.reserve(units.size());
  for (const InstalledUnit& unit : units)
    names.push_back(unit.unit);
  const Result<std::vector<UnitState>> states = manager.states(names, Detail::glance);
  if (!states.ok())
    return states.error();
  const Result<std::vector<Circumstances>> around = circumstances_of(manager, units, *states);
  if (!around.ok())
    return around.error();
  servers.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    const Marker& marker = units[i].marker;
    servers.push_back(marker.type == ServerType::stdio
                          ? state_of_socket(marker, states->at(i))
                          : state_of(marker, states->at(i), around->at(i)));
    explain_ending(servers.back(), states->at(i));
  }
  return servers;
}

Result<std::vector<ServerState>> observe(Manager& manager, const std::vector<InstalledUnit>& units,
                                         const ControlGroups& groups, Detail detail)
{
  Result<std::vector<ServerState>> servers = observe_units(manager, units);
  if (!servers.ok())
    return servers;
  for (ServerState& server : *servers)
    add_usage(server, groups);
  if (const Status status = add_sessions(*servers, manager, groups, detail); !status.ok())
    return status.error();
  return servers;
}

} // namespace mcpctl
