// What the files that make up Manager share.
#pragma once

#include "systemd/bus.hpp"
#include "systemd/manager.hpp"
#include "systemd/unit_path.hpp"

#include <map>
#include <set>

namespace mcpctl {

inline constexpr const char* systemd_service = "org.freedesktop.systemd1";
inline constexpr const char* unit_interface = "org.freedesktop.systemd1.Unit";
inline constexpr const char* service_interface = "org.freedesktop.systemd1.Service";
inline constexpr const char* socket_interface = "org.freedesktop.systemd1.Socket";
inline constexpr const char* timer_interface = "org.freedesktop.systemd1.Timer";

[[nodiscard]] inline BusTarget manager_target()
{
  return {systemd_service, "/org/freedesktop/systemd1", "org.freedesktop.systemd1.Manager"};
}

[[nodiscard]] inline BusTarget unit_target(const std::string& unit, const char* interface)
{
  return {systemd_service, unit_object_path(unit), interface};
}

struct Manager::Impl
{
  Scope scope;
  Bus bus;
  bool subscribed = false;
  bool watching = false;
  std::map<std::string, std::string> ended_jobs; // object path → result, of JobRemoved
  std::function<void(const std::string& unit)> changed;
  std::set<std::string> changed_meanwhile; // heard while other calls waited for their answers
  bool listening = false;                  // for news
  bool reloaded = false;
  std::set<std::string> news;
  std::map<std::string, std::string> told; // unit → the state that there was news of

  // Signals of jobs and units reach us from now on.
  [[nodiscard]] Status subscribe();
  [[nodiscard]] Status watch_units();
  void take_news(const std::string& unit, sdbus::Message& signal);
  void call_subscribe();
  // Reloads, too, and a manager that takes another's place.
  [[nodiscard]] Status watch_manager();
  // An error of a call about `object`, in words.
  [[nodiscard]] Error words(const BusError& error, const std::string& object) const;
  // All summaries that a List call of the manager answers with.
  [[nodiscard]] Result<std::vector<UnitSummary>> list_units(const std::string& method,
                                                            const Bus::Fill& fill);
};

} // namespace mcpctl
