// Manager: states of many units at once. One call tells the states of all; then only those
// properties are asked for that a unit in its state can have, all in one go.
#include "systemd/manager_impl.hpp"

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

void ask_all(Bus& bus, UnitState& state)
{
  const BusTarget unit = unit_target(state.summary.unit, unit_interface);
  const BusTarget service = unit_target(state.summary.unit, service_interface);
  const bool runs = state.summary.active_state == "active";
  const bool idle = state.summary.active_state == "inactive";
  ask_invocation(bus, unit, state.invocation_id);
  ask(bus, service, "NRestarts", state.restarts);
  ask(bus, service, "ExecMainStartTimestamp", state.main_started);
  ask(bus, unit, "ActiveEnterTimestamp", state.active_since);
  if (!idle && state.summary.active_state != "failed") {
    ask_main_pid(bus, service, state.main_pid);
    ask(bus, service, "ControlGroup", state.control_group);
  }
  if (runs) {
    state.result = "success"; // systemd resets it at each start
    return;
  }
  ask(bus, service, "Result", state.result);
  ask(bus, service, "ExecMainCode", state.exit_code_kind);
  ask(bus, service, "ExecMainStatus", state.exit_status);
  ask(bus, service, "ExecMainExitTimestamp", state.main_exited);
  ask(bus, unit, "ActiveExitTimestamp", state.active_ended);
  ask(bus, unit, "InactiveExitTimestamp", state.inactive_ended);
}

} // namespace

Result<std::vector<UnitState>> Manager::states(const std::vector<std::string>& units)
{
  auto listed = summaries(units);
  if (!listed)
    return listed.error();
  std::vector<UnitState> states(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    states[i].summary = std::move((*listed)[i]);
    states[i].loaded = states[i].summary.load_state != "not-found";
    if (states[i].loaded)
      ask_all(impl_->bus, states[i]);
  }
  if (auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  return states;
}

} // namespace mcpctl
