// Manager: what systemd understood of files, and when timers elapse.
#include "systemd/manager_impl.hpp"

#include <sdbus-c++/Message.h>
#include <sdbus-c++/Types.h>

#include <algorithm>
#include <ctime>
#include <limits>

namespace mcpctl {
namespace {

// One ExecStart= line: path, argv, whether failure is ignored; then times, process, code, status
// of its last run.
using ExecCommand =
    sdbus::Struct<std::string, std::vector<std::string>, bool, std::uint64_t, std::uint64_t,
                  std::uint64_t, std::uint64_t, std::uint32_t, std::int32_t, std::int32_t>;

// Why a unit was not loaded: an error's name and its words.
using LoadError = sdbus::Struct<std::string, std::string>;

template <typename T>
void ask(Bus& bus, const BusTarget& target, const char* property, const char* signature,
         std::function<void(T&)> use)
{
  bus.get(target, property,
          [signature, use = std::move(use)](sdbus::MethodReply& reply, const BusError* error) {
            if (error != nullptr)
              return;
            T value{};
            reply.enterVariant(signature);
            reply >> value;
            use(value);
          });
}

void ask_all(Bus& bus, LoadedUnit& unit)
{
  const BusTarget target = unit_target(unit.unit, unit_interface);
  ask<std::string>(bus, target, "LoadState", "s",
                   [&unit](std::string& value) { unit.load_state = std::move(value); });
  ask<LoadError>(bus, target, "LoadError", "(ss)", [&unit](LoadError& value) {
    unit.load_error =
        as_clause(std::get<1>(value).empty() ? std::get<0>(value) : std::get<1>(value));
  });
  ask<std::vector<std::string>>(
      bus, target, "DropInPaths", "as",
      [&unit](std::vector<std::string>& value) { unit.drop_in_paths = std::move(value); });
  ask<bool>(bus, target, "NeedDaemonReload", "b",
            [&unit](bool& value) { unit.need_daemon_reload = value; });
  ask<std::vector<ExecCommand>>(bus, unit_target(unit.unit, service_interface), "ExecStart",
                                "a(sasbttttuii)", [&unit](std::vector<ExecCommand>& value) {
                                  if (!value.empty())
                                    unit.argv = std::move(std::get<1>(value.front()));
                                });
}

void ask_number(Bus& bus, const BusTarget& target, const char* property, std::uint64_t& number)
{
  ask<std::uint64_t>(bus, target, property, "t",
                     [&number](std::uint64_t& value) { number = value; });
}

void ask_settings(Bus& bus, UnitSettings& settings)
{
  const BusTarget unit = unit_target(settings.unit, unit_interface);
  const BusTarget service = unit_target(settings.unit, service_interface);
  ask_number(bus, service, "MemoryMax", settings.memory_max);
  ask_number(bus, service, "MemoryHigh", settings.memory_high);
  ask_number(bus, service, "CPUQuotaPerSecUSec", settings.cpu_usec_per_sec);
  ask_number(bus, service, "TasksMax", settings.tasks_max);
  ask_number(bus, service, "RestartUSec", settings.restart_usec);
  ask_number(bus, unit, "StartLimitIntervalUSec", settings.start_interval_usec);
  ask<unsigned>(bus, unit, "StartLimitBurst", "u",
                [&settings](unsigned& value) { settings.start_burst = value; });
  ask<std::string>(bus, service, "Restart", "s",
                   [&settings](std::string& value) { settings.restart = std::move(value); });
}

std::int64_t now_usec(clockid_t clock)
{
  timespec now = {};
  clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

struct Elapse
{
  std::uint64_t realtime = 0;  // microseconds since 1970
  std::uint64_t monotonic = 0; // microseconds since boot
};

// The earlier of a timer's two clocks. Zero and the greatest value both mean "not".
RealTime earlier(const Elapse& next)
{
  constexpr auto never = std::numeric_limits<std::uint64_t>::max();
  std::int64_t first = 0;
  if (next.realtime != 0 && next.realtime != never)
    first = static_cast<std::int64_t>(next.realtime);
  if (next.monotonic != 0 && next.monotonic != never) {
    const auto at = now_usec(CLOCK_REALTIME) - now_usec(CLOCK_MONOTONIC)
                    + static_cast<std::int64_t>(next.monotonic);
    first = first == 0 ? at : std::min(first, at);
  }
  return RealTime(std::chrono::microseconds(first));
}

} // namespace

Result<std::vector<LoadedUnit>> Manager::loaded(const std::vector<std::string>& units)
{
  std::vector<LoadedUnit> loaded(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    loaded[i].unit = units[i];
    ask_all(impl_->bus, loaded[i]);
  }
  if (auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  return loaded;
}

Result<std::vector<UnitSettings>> Manager::settings(const std::vector<std::string>& services)
{
  std::vector<UnitSettings> settings(services.size());
  for (std::size_t i = 0; i < services.size(); ++i) {
    settings[i].unit = services[i];
    ask_settings(impl_->bus, settings[i]);
  }
  if (auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  return settings;
}

Result<std::vector<RealTime>> Manager::next_elapse(const std::vector<std::string>& timers)
{
  std::vector<Elapse> next;
  next.reserve(timers.size()); // answers are written into its elements
  for (const std::string& timer : timers) {
    const BusTarget target = unit_target(timer, timer_interface);
    Elapse& slot = next.emplace_back();
    ask<std::uint64_t>(impl_->bus, target, "NextElapseUSecRealtime", "t",
                       [&slot](std::uint64_t& value) { slot.realtime = value; });
    ask<std::uint64_t>(impl_->bus, target, "NextElapseUSecMonotonic", "t",
                       [&slot](std::uint64_t& value) { slot.monotonic = value; });
  }
  if (auto finished = impl_->bus.finish(); !finished)
    return finished.error();
  std::vector<RealTime> times(next.size());
  std::transform(next.begin(), next.end(), times.begin(), earlier);
  return times;
}

} // namespace mcpctl
