// The servers as they are, kept up to date: what the manager tells of is asked about again, all
// else is not; what servers use is read from their control groups, which costs the manager nothing.
#pragma once

#include "observe/server_state.hpp"
#include "observe/usage_meter.hpp"
#include "store/store.hpp"
#include "systemd/control_group.hpp"
#include "systemd/manager.hpp"

#include <chrono>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace mcpctl {

class LiveServers
{
public:
  explicit LiveServers(ControlGroups groups) : groups_(std::move(groups)) {}

  // From now on these, all of which are asked about.
  [[nodiscard]] Status follow(Manager& manager, std::vector<InstalledUnit> units);
  // Asks about those that there is news of.
  [[nodiscard]] Status update(Manager& manager, const ManagerNews& news);
  // Asks about those that have changed without a word; one call tells which.
  [[nodiscard]] Status look_over(Manager& manager);
  // Looks at what all of them use.
  void sample();

  // In the order of units(), with sessions and use, but staleness unknown.
  [[nodiscard]] std::vector<ServerState> servers() const;
  [[nodiscard]] const std::vector<InstalledUnit>& units() const { return units_; }
  // Whether the unit is a server's that is followed, its retry timer, or a session.
  [[nodiscard]] bool knows(const std::string& unit) const;

private:
  using Which = std::set<std::size_t>; // places in units_
  [[nodiscard]] Status ask(Manager& manager, const Which& which);
  [[nodiscard]] Status ask_sessions(Manager& manager, const std::vector<std::string>& names);
  [[nodiscard]] Status find_sessions(Manager& manager);
  void look_at(const std::string& unit, const std::string& control_group, UsageMeter::Time at);

  ControlGroups groups_;
  std::vector<InstalledUnit> units_;
  std::vector<ServerState> servers_;                    // of units_, without sessions and use
  std::unordered_map<std::string, std::size_t> places_; // of a unit or its retry timer
  std::map<std::string, SessionState> sessions_;        // by unit
  UsageMeter meter_;
};

} // namespace mcpctl
