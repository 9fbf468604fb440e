// What is installed, what runs of it, and what is owed: apply's view of the world.

#include "plan/apply.hpp"
#include "systemd/control_group.hpp"

#include <set>

namespace mcpctl {

namespace {

constexpr const char* target_unit = "mcp.target";

} // namespace

void add_memory(Site& site, Found& found)
{
  std::vector<std::string> running;
  for (const InstalledUnit& unit : found.installed.units) {
    if (found.units[unit.unit].active_state == "active")
      running.push_back(unit.unit);
  }
  if (running.empty())
    return;
  auto states = site.manager.states(running);
  if (!states)
    return;
  const ControlGroups groups = ControlGroups::find();
  for (const UnitState& state : *states) {
    if (const auto used = groups.usage(state.control_group).memory_bytes)
      found.memory_in_use.emplace(state.summary.unit, *used);
  }
}

namespace {

// Units that are loaded though nothing of them is installed, and the sessions of stdio servers.
// Asking for a new unit by its name would have systemd load, and complain of, what is not written.
Status find_running(Manager& manager, const std::vector<std::string>& wanted, Found& found)
{
  std::set<std::string> fresh;
  bool sockets = false;
  for (const std::string& unit : wanted) {
    sockets = sockets || is_socket(unit);
    if (!found.units.contains(unit))
      fresh.insert(unit);
  }
  for (const InstalledUnit& unit : found.installed.units)
    sockets = sockets || is_socket(unit.unit);
  if (fresh.empty() && !sockets)
    return Nothing{};
  auto loaded = manager.list({"mcp@*.service", "mcp-*.socket", std::string(all_sessions)});
  if (!loaded)
    return loaded.error();
  for (UnitSummary& unit : *loaded) {
    const std::string name = unit.unit;
    if (server_of_session(name))
      found.sessions.push_back(name);
    else if (fresh.contains(name))
      found.units.emplace(name, std::move(unit));
  }
  return Nothing{};
}

} // namespace

Result<Found> find(Site& site, const std::vector<std::string>& wanted)
{
  Found found;
  auto installed = read_installed(site.folders);
  if (!installed)
    return installed.error();
  found.installed = std::move(*installed);
  auto lock = look_at_lock(site.folders.persistent, site.boot_id);
  if (!lock)
    return lock.error();
  found.locked = lock->held;
  found.debt = std::move(lock->debt);
  std::set<std::string> units = {target_unit};
  for (const InstalledUnit& unit : found.installed.units) {
    units.insert(unit.unit);
    if (site.owner_exists && !site.owner_exists(unit.marker.owner))
      found.gone_owners.insert(unit.marker.owner);
  }
  for (const Owed& owed : found.debt) {
    if (!owed.unit.empty())
      units.insert(owed.unit);
  }
  auto summaries = site.manager.summaries({units.begin(), units.end()});
  if (!summaries)
    return summaries.error();
  for (UnitSummary& summary : *summaries) {
    const std::string name = summary.unit;
    found.units.emplace(name, std::move(summary));
  }
  if (auto status = find_running(site.manager, wanted, found); !status)
    return status.error();
  return found;
}

} // namespace mcpctl
