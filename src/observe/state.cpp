#include "observe/state.hpp"

#include "observe/ending.hpp"

#include <csignal>
#include <sys/wait.h>

namespace mcpctl {

namespace {

bool is_set(RealTime time)
{
  return time != RealTime{};
}

bool waits_for_restart(const UnitSummary& unit)
{
  return unit.sub_state.starts_with("auto-restart");
}

// Whether the main process's end was its own doing. It has then ended before its unit left the
// active state, and nothing has happened since; a stop takes the unit out of the active state
// first, and out of auto-restart it leaves the inactive state again. A program that ends at once
// may do so before its unit becomes active; one that had to notify first would have failed by that.
bool ended_by_itself(const UnitState& unit, const Circumstances& around)
{
  if (!is_set(unit.main_exited) || unit.inactive_ended > unit.main_exited)
    return false;
  const bool was_up = unit.main_started <= unit.active_since;
  return was_up ? unit.main_exited <= unit.active_ended : !around.notifies;
}

bool exited_well(const UnitState& unit)
{
  return unit.result == "success" && unit.exit_code_kind == CLD_EXITED && unit.exit_status == 0;
}

bool cannot_be_loaded(const UnitSummary& unit)
{
  return unit.load_state == "bad-setting" || unit.load_state == "error";
}

// A timer that waits tries again only a server that systemd gave up restarting (it left the
// inactive state once more after the program had ended), not one that failed for good.
bool will_be_retried(const UnitState& unit, const Circumstances& around)
{
  return is_set(around.next_try) && unit.inactive_ended > unit.main_exited;
}

RunState run_state(const UnitState& unit, const Circumstances& around)
{
  const std::string& active = unit.summary.active_state;
  if (active == "active" || active == "reloading" || active == "refreshing")
    return unit.summary.sub_state == "exited" ? RunState::exited : RunState::running;
  if (active == "activating")
    return waits_for_restart(unit.summary) ? RunState::restarting : RunState::starting;
  if (active == "deactivating")
    return RunState::stopping;
  if (active == "failed")
    return will_be_retried(unit, around) ? RunState::restarting : RunState::failed;
  if (cannot_be_loaded(unit.summary))
    return RunState::failed;
  return exited_well(unit) && ended_by_itself(unit, around) ? RunState::exited : RunState::stopped;
}

RunState socket_state(const UnitState& unit)
{
  const std::string& active = unit.summary.active_state;
  if (active == "active")
    return RunState::listening;
  if (active == "activating")
    return RunState::starting;
  if (active == "deactivating")
    return RunState::stopping;
  return active == "failed" || cannot_be_loaded(unit.summary) ? RunState::failed
                                                              : RunState::stopped;
}

std::optional<RealTime> next_try(const UnitState& unit, const Circumstances& around)
{
  if (is_set(around.next_try))
    return around.next_try;
  if (is_set(unit.main_exited) && around.restart_delay >= std::chrono::seconds(1))
    return unit.main_exited + around.restart_delay;
  return std::nullopt;
}

Ending ending_in_state(RunState state, const UnitState& unit)
{
  if (state != RunState::failed && state != RunState::restarting)
    return unit.summary.load_state == "masked" ? Ending{"masked", "masked by the administrator"}
                                               : Ending{};
  if (cannot_be_loaded(unit.summary))
    return {"bad unit file", "systemd cannot load its unit file"};
  return ending_of(unit);
}

void add_marker(ServerState& server, const Marker& marker)
{
  server.unit = unit_of(marker.id, marker.type);
  server.type = marker.type;
  server.argv = marker.argv;
  server.url = marker.url;
  server.profile = marker.profile;
  server.tags = marker.tags;
  server.source = marker.origin;
  server.owner = marker.owner;
  server.enabled = marker.enabled;
  server.runtime = marker.runtime;
}

void add_main_process(ServerState& server, const UnitState& unit)
{
  if (unit.main_pid > 0) {
    server.pid = unit.main_pid;
    if (is_set(unit.main_started))
      server.started_at = unit.main_started;
    return;
  }
  if (is_set(unit.main_exited) && unit.main_exited >= unit.main_started)
    server.ended_at = unit.main_exited;
  if (unit.exit_code_kind != 0)
    server.exit_status = unit.exit_status;
}

} // namespace

ServerState state_of(const Marker& marker, const UnitState& unit, const Circumstances& around)
{
  ServerState server{.id = marker.id};
  add_marker(server, marker);
  server.state = run_state(unit, around);
  server.active_state = unit.summary.active_state;
  server.sub_state = unit.summary.sub_state;
  server.control_group = unit.control_group;
  server.result = unit.result;
  server.restarts = unit.restarts;
  server.invocation_id = unit.invocation_id;
  // Where there was not enough for a process, the last one was of an earlier start.
  server.last_start = unit.result == "resources" ? unit.inactive_ended : unit.main_started;
  add_main_process(server, unit);
  if (server.state == RunState::restarting)
    server.next_try = next_try(unit, around);
  server.ending = ending_in_state(server.state, unit);
  return server;
}

ServerState state_of_socket(const Marker& marker, const UnitState& unit)
{
  ServerState server{.id = marker.id};
  add_marker(server, marker);
  server.state = socket_state(unit);
  server.active_state = unit.summary.active_state;
  server.sub_state = unit.summary.sub_state;
  server.result = unit.result;
  server.ending = ending_in_state(server.state, unit);
  return server;
}

SessionState session_of(const UnitState& unit)
{
  SessionState session{.unit = unit.summary.unit,
                       .invocation_id = unit.invocation_id,
                       .started_at = unit.main_started,
                       .client = parse_session_client(unit.status_text),
                       .control_group = unit.control_group};
  if (unit.main_pid > 0)
    session.pid = unit.main_pid;
  return session;
}

ServerState state_of_not_applied(const Marker& marker)
{
  ServerState server{.id = marker.id};
  add_marker(server, marker);
  server.enabled = false;
  return server;
}

bool may_be_retried(const UnitState& unit)
{
  return unit.summary.active_state == "failed";
}

} // namespace mcpctl
