// What must be done so that systemd runs what the configuration says: wanted × installed × running
// × still owed → actions, each with its why. Pure: no clock, no disk, no bus.
#pragma once

#include "model/server.hpp"
#include "plan/settle.hpp"
#include "store/lock.hpp"
#include "store/store.hpp"
#include "systemd/manager.hpp"
#include "units/compare.hpp"
#include "units/render.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// A unit as the configuration wants it.
struct WantedUnit
{
  ServerName server;
  RenderedUnit rendered;
  Marker marker;
  std::optional<ByteSize> memory_max;
  std::vector<RawDirective> escape_hatch;
};

struct Wanted
{
  std::vector<WantedUnit> units; // in order of the configuration
  std::vector<UnitFile> shared;
  Where where = Where::persistent;   // of the units
  std::vector<std::string> owners;   // the files given, with servers or without: what may be pruned
  std::vector<std::string> warnings; // of the rendering
};

[[nodiscard]] Wanted render_wanted(const std::vector<Server>& servers,
                                   const std::vector<std::string>& owners, const Target& target);

// The world as found.
struct Found
{
  Installed installed;
  std::map<std::string, UnitSummary>
      units;                         // of all units wanted, installed or owed, and mcp.target
  std::vector<std::string> sessions; // that run, of whatever stdio server
  Debt debt;
  bool locked = false;                                // another apply is running
  std::set<std::string> gone_owners;                  // of installed units: the file is no more
  std::map<std::string, std::uint64_t> memory_in_use; // by unit, where known
};

struct PlanOptions
{
  std::optional<std::set<ServerName>> only;
  std::set<ServerName> left_stopped; // of those that are new
  bool no_prune = false;
  bool take_over = false;
  bool profile_said = false;      // with --profile
  std::string profile;            // in force; empty: none
  std::set<std::string> profiles; // that the configuration has
  std::string file_options;       // " -c FILE ..." as given, for the commands that messages name
};

enum class ActionKind { create, update, restart, start, stop, remove, keep };

struct Action
{
  ServerName server;
  std::string unit;
  ActionKind kind = ActionKind::keep;
  std::string why; // holds no value of the configuration
};

struct Plan
{
  std::vector<Action> actions;      // in order of the configuration, then what is removed
  std::vector<LogPlace> log_places; // to be made where missing, before all else
  std::vector<FileChange> writes;
  std::vector<FileChange> deletes; // once the removed units are stopped
  std::vector<JobRequest> stops;
  std::vector<JobRequest> starts; // and restarts
  std::set<std::string> rolling;  // of these: running instances, to be restarted one after another
  Debt carried;                   // owed still, by servers that this apply is not about
  bool reload = false;            // before the jobs
  bool forgets = false;           // the lock file holds what is no longer owed
  std::vector<WantedUnit> verify; // with a changed escape hatch
  std::vector<UnitFile> shared;   // as wanted, to verify with
  std::map<std::string, std::vector<std::string>> read_back; // unit → argv, as systemd must see it
  std::map<std::string, Awaited> awaited;      // how to tell of each wanted unit whether it is up
  std::map<std::string, std::string> programs; // looked up in PATH for what is new: word → path
  std::vector<std::string> warnings;
  std::vector<Error> refusals; // nothing may be done if there are any

  // Whether carrying it out would touch anything.
  [[nodiscard]] bool changes() const;
};

[[nodiscard]] Plan make_plan(const Wanted& wanted, const Found& found, const PlanOptions& options);

// Stops and removes these units, and the shared files with the last of all.
[[nodiscard]] Plan make_removal(const std::set<std::string>& units, const Found& found,
                                const std::string& why);

// "create", "keep": the words of the JSON and of the text.
[[nodiscard]] std::string to_string(ActionKind kind);

} // namespace mcpctl
