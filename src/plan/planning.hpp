// A plan while it is made: its sources, its rules in pieces. Internal to src/plan.
#pragma once

#include "plan/plan.hpp"

#include <optional>
#include <string>

namespace mcpctl {

enum class Running { yes, no, failed, masked };

struct Planning
{
  Planning(const Wanted& all_wanted, const Found& all_found, const PlanOptions& given_options);

  const Wanted& wanted;
  const Found& found;
  const PlanOptions& options;
  // Shared files that servers of the runtime folder find in the persistent one stay there.
  Where shared_where;                            // where they are wanted
  const std::vector<UnitFile>& shared_installed; // there
  const std::vector<UnitFile>& shared_in_force; // as installed: the persistent ones mask the others
  std::vector<UnitFile> shared; // as wanted here: see shared_wanted() in planning.cpp
  Plan plan;

  // A unit that waits for its automatic restart counts as running, one that is being stopped not.
  [[nodiscard]] Running running(const std::string& unit) const;
  // Where it is in both unit folders, the persistent one, which masks the other.
  [[nodiscard]] const InstalledUnit* installed(const std::string& unit) const;
  [[nodiscard]] bool wants_unit(const std::string& unit) const;
  [[nodiscard]] bool wants_server(const ServerName& server) const;
  // Within --only.
  [[nodiscard]] bool selected(const ServerName& server) const;
  // Belongs to one of the files given.
  [[nodiscard]] bool covered(const InstalledUnit& unit) const;
  // What an interrupted apply owes the unit; of several the last word.
  [[nodiscard]] std::optional<OwedKind> owed(const std::string& unit) const;

private:
  std::map<std::string, const InstalledUnit*> installed_;
  std::set<std::string> wanted_units_;
  std::set<ServerName> wanted_servers_;
};

// Why nothing may be done at all: other owners of a name or a log file, a configuration that
// vanished, another profile.
void refuse(Planning& planning);
// Removes what belongs to the files given and is wanted no more.
void prune(Planning& planning);
void remove_unit(Planning& planning, const InstalledUnit& unit, const std::string& why);
// The helper units of one that runs: those that are new or changed are started, those that are
// wanted no more stopped, the server itself left alone.
void plan_companions(Planning& planning, const InstalledUnit* installed, const RenderedUnit& wanted,
                     bool runs);
// What concerns no single unit: the shared files when nothing is left, the target, debts.
void finish(Planning& planning);

} // namespace mcpctl
