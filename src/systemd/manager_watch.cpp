// Manager: what it tells by itself, without being asked.
#include "systemd/manager_impl.hpp"

#include <sdbus-c++/Message.h>
#include <sdbus-c++/Types.h>

#include <algorithm>
#include <array>
#include <utility>

namespace mcpctl {
namespace {

// Every change of a unit's state shows in its Unit interface.
constexpr const char* unit_changed_rule =
    "type='signal',sender='org.freedesktop.systemd1',"
    "path_namespace='/org/freedesktop/systemd1/unit',"
    "interface='org.freedesktop.DBus.Properties',member='PropertiesChanged',"
    "arg0='org.freedesktop.systemd1.Unit'";

constexpr const char* reloading_rule =
    "type='signal',sender='org.freedesktop.systemd1',path='/org/freedesktop/systemd1',"
    "interface='org.freedesktop.systemd1.Manager',member='Reloading'";

// A manager that executes itself anew connects to the bus again.
constexpr const char* new_manager_rule =
    "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
    "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='org.freedesktop.systemd1'";

// Servers, then sockets and sessions, then retry timers.
constexpr std::array our_unit_prefixes = {
    std::string_view("/org/freedesktop/systemd1/unit/mcp_40"),
    std::string_view("/org/freedesktop/systemd1/unit/mcp_2d"),
    std::string_view("/org/freedesktop/systemd1/unit/mcpctl_2dretry_40")};

bool is_ours(const std::string& path)
{
  return std::any_of(our_unit_prefixes.begin(), our_unit_prefixes.end(),
                     [&](std::string_view prefix) { return path.starts_with(prefix); });
}

// Of sessions there are ever new ones: what was told of the old need not be remembered.
constexpr std::size_t most_told = 10'000;

// What a signal says of its unit's state: equal texts for the same state since the same time.
std::string state_in(sdbus::Message& signal)
{
  std::string interface;
  std::map<std::string, sdbus::Variant> properties;
  signal >> interface >> properties;
  std::string state;
  for (const char* name : {"ActiveState", "SubState"}) {
    if (const auto found = properties.find(name); found != properties.end())
      state += found->second.get<std::string>() + " ";
  }
  if (const auto found = properties.find("StateChangeTimestamp"); found != properties.end())
    state += std::to_string(found->second.get<std::uint64_t>());
  return state;
}

} // namespace

// To ask about a unit that is not loaded loads it for a moment, and the manager tells of that, too:
// only another state is news.
void Manager::Impl::take_news(const std::string& unit, sdbus::Message& signal)
{
  if (told.size() > most_told)
    told.clear();
  std::string& last = told[unit];
  std::string state = state_in(signal);
  if (state == last)
    return;
  last = std::move(state);
  news.insert(unit);
}

void Manager::Impl::call_subscribe()
{
  bus.call(manager_target(), "Subscribe", {}, [](sdbus::MethodReply&, const BusError*) {
    // Refused only to those subscribed already; whoever may not subscribe may not queue jobs.
  });
}

Status Manager::Impl::watch_units()
{
  if (watching)
    return Nothing{};
  watching = true;
  return bus.match(unit_changed_rule, [this](sdbus::Message& signal) {
    const std::string path = signal.getPath();
    if (!is_ours(path))
      return;
    const auto unit = unit_of_object_path(path);
    if (unit && listening)
      take_news(*unit, signal);
    if (unit && changed)
      changed(*unit);
    else if (unit)
      changed_meanwhile.insert(*unit);
  });
}

Status Manager::Impl::watch_manager()
{
  if (listening)
    return Nothing{};
  listening = true;
  auto matched = bus.match(reloading_rule, [this](sdbus::Message& signal) {
    bool begins = false;
    signal >> begins;
    reloaded = reloaded || !begins;
  });
  if (!matched)
    return matched;
  return bus.match(new_manager_rule, [this](sdbus::Message&) {
    reloaded = true;
    call_subscribe();
  });
}

Status Manager::watch(std::chrono::milliseconds limit,
                      const std::function<bool(const std::string& unit)>& changed)
{
  if (auto subscribed = impl_->subscribe(); !subscribed)
    return subscribed;
  if (auto watching = impl_->watch_units(); !watching)
    return watching;
  bool done = false;
  impl_->changed = [&](const std::string& unit) {
    if (!changed(unit))
      done = true;
  };
  for (const std::string& unit : std::exchange(impl_->changed_meanwhile, {}))
    impl_->changed(unit);
  const auto end = std::chrono::steady_clock::now() + limit;
  auto handled = impl_->bus.handle_until(end, [&] { return done; });
  impl_->changed = nullptr;
  impl_->ended_jobs.clear();
  return handled;
}

Result<ManagerNews> Manager::news(std::chrono::milliseconds limit, int wake_fd)
{
  for (const Status& ready : {impl_->subscribe(), impl_->watch_units(), impl_->watch_manager()}) {
    if (!ready)
      return ready.error();
  }
  const auto end = std::chrono::steady_clock::now() + limit;
  const auto heard = [this] { return impl_->reloaded || !impl_->news.empty(); };
  auto handled = impl_->bus.handle_until(end, heard, wake_fd);
  impl_->ended_jobs.clear();
  if (!handled)
    return handled.error();
  impl_->changed_meanwhile.clear();
  return ManagerNews{.units = std::exchange(impl_->news, {}),
                     .reloaded = std::exchange(impl_->reloaded, false)};
}

} // namespace mcpctl
