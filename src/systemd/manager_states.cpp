// Manager: states of many units at once. One call tells the states of all; then only those
// properties are asked for that a unit in its state can have, all in one go.
#include "systemd/control_group.hpp"
#include "systemd/manager_impl.hpp"
#include "systemd/process.hpp"

#include <sdbus-c++/Message.h>
#include <sdbus-c++/Types.h>

#include <optional>

namespace mcpctl {
namespace {

void take(sdbus::Message& reply, std::string& value)
{
  reply.enterVariant("s");
  reply >> value;
}

void take(sdbus::Message& reply, unsigned& value)
{
  reply.enterVariant("u");
  reply >> value;
}

void take(sdbus::Message& reply, std::uint64_t& value)
{
  reply.enterVariant("t");
  reply >> value;
}

void take(sdbus::Message& reply, int& value)
{
  reply.enterVariant("i");
  reply >> value;
}

// Microseconds since 1970; zero: never.
void take(sdbus::Message& reply, RealTime& value)
{
  std::uint64_t since_epoch = 0;
  reply.enterVariant("t");
  reply >> since_epoch;
  value = RealTime(std::chrono::microseconds(static_cast<std::int64_t>(since_epoch)));
}

std::string hexadecimal(const std::vector<std::uint8_t>& bytes)
{
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const std::uint8_t byte : bytes) {
    text += digits[byte / 16];
    text += digits[byte % 16];
  }
  return text;
}

// Asks for one property into `value`, which must live until the bus has finished. A unit that has
// gone meanwhile keeps its zero value.
template <typename T> void ask(Bus& bus, const BusTarget& target, const char* property, T& value)
{
  bus.get(target, property, [&value](sdbus::MethodReply& reply, const BusError* error) {
    if (error == nullptr)
      take(reply, value);
  });
}

void ask_invocation(Bus& bus, const BusTarget& target, std::string& value)
{
  bus.get(target, "InvocationID", [&value](sdbus::MethodReply& reply, const BusError* error) {
    if (error != nullptr)
      return;
    std::vector<std::uint8_t> bytes;
    reply.enterVariant("ay");
    reply >> bytes;
    value = hexadecimal(bytes);
  });
}

// `MainPID` is unsigned on the bus.
void ask_main_pid(Bus& bus, const BusTarget& target, int& value)
{
  bus.get(target, "MainPID", [&value](sdbus::MethodReply& reply, const BusError* error) {
    if (error != nullptr)
      return;
    unsigned pid = 0;
    take(reply, pid);
    value = static_cast<int>(pid);
  });
}

bool is_up(const UnitState& state)
{
  return state.summary.active_state == "active" || state.summary.active_state == "reloading";
}

// There is, or may be, a process now.
bool is_alive(const UnitState& state)
{
  return state.loaded && state.summary.active_state != "inactive"
         && state.summary.active_state != "failed";
}

// How the last main process ended, and when the unit changed its state.
void ask_history(Bus& bus, UnitState& state)
{
  const BusTarget unit = unit_target(state.summary.unit, unit_interface);
  const BusTarget service = unit_target(state.summary.unit, service_interface);
  ask(bus, service, "Result", state.result);
  ask(bus, service, "ExecMainCode", state.exit_code_kind);
  ask(bus, service, "ExecMainStatus", state.exit_status);
  ask(bus, service, "ExecMainExitTimestamp", state.main_exited);
  ask(bus, service, "MemoryMax", state.memory_max);
  ask(bus, unit, "ActiveEnterTimestamp", state.active_since);
  ask(bus, unit, "ActiveExitTimestamp", state.active_ended);
  ask(bus, unit, "InactiveExitTimestamp", state.inactive_ended);
}

// What every run has.
void ask_run(Bus& bus, UnitState& state)
{
  const BusTarget service = unit_target(state.summary.unit, service_interface);
  ask(bus, service, "NRestarts", state.restarts);
  if (!is_up(state))
    ask(bus, service, "ExecMainStartTimestamp", state.main_started);
  if (is_alive(state))
    ask_main_pid(bus, service, state.main_pid);
  if (is_up(state))
    state.result = "success"; // systemd resets it at each start
  else
    ask_history(bus, state);
}

bool is_socket_unit(const UnitState& state)
{
  return state.summary.unit.ends_with(".socket");
}

// The kernel tells the start and the group of a running process for less than the manager does.
void find_process(Bus& bus, const ControlGroups& groups, UnitState& state)
{
  if (is_up(state)) {
    if (const auto started = process_started(state.main_pid); state.main_pid > 0 && started)
      state.main_started = *started;
    else
      ask(bus, unit_target(state.summary.unit, service_interface), "ExecMainStartTimestamp",
          state.main_started);
  }
  if (state.main_pid > 0)
    state.control_group = groups.group_of(state.main_pid, state.summary.unit).value_or("");
  if (state.control_group.empty())
    ask(bus, unit_target(state.summary.unit, service_interface), "ControlGroup",
        state.control_group);
}

// A socket has no process, and so no run.
void ask_socket(Bus& bus, UnitState& state)
{
  if (state.loaded)
    ask(bus, unit_target(state.summary.unit, socket_interface), "Result", state.result);
}

void ask_at_first(Bus& bus, UnitState& state, Detail detail)
{
  const std::string& unit = state.summary.unit;
  if (state.loaded && (detail == Detail::whole || !is_alive(state)))
    ask_invocation(bus, unit_target(unit, unit_interface), state.invocation_id);
  if (!is_alive(state))
    return;
  ask_run(bus, state);
  if (detail == Detail::whole)
    ask(bus, unit_target(unit, service_interface), "StatusText", state.status_text);
}

} // namespace

Result<std::vector<UnitState>> Manager::states(const std::vector<std::string>& units, Detail detail)
{
  auto listed = summaries(units);
  if (!listed)
    return listed.error();
  Bus& bus = impl_->bus;
  std::vector<UnitState> states(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    UnitState& state = states[i];
    state.summary = std::move((*listed)[i]);
    state.loaded = state.summary.load_state != "not-found";
    if (is_socket_unit(state))
      ask_socket(bus, state);
    else
      ask_at_first(bus, state, detail);
  }
  if (auto finished = bus.finish(); !finished)
    return finished.error();
  // Of the others only those that have ever run have anything more to tell.
  const ControlGroups groups = ControlGroups::find();
  for (UnitState& state : states) {
    if (is_socket_unit(state))
      continue;
    if (is_alive(state))
      find_process(bus, groups, state);
    else if (!state.invocation_id.empty())
      ask_run(bus, state);
  }
  if (auto finished = bus.finish(); !finished)
    return finished.error();
  return states;
}

} // namespace mcpctl
