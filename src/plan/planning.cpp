#include "plan/planning.hpp"

#include "units/companion.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr const char* target_unit = "mcp.target";
constexpr const char* slice_unit = "mcp.slice";

bool has_file(const std::vector<UnitFile>& files, std::string_view path)
{
  return std::any_of(files.begin(), files.end(),
                     [&](const UnitFile& file) { return file.path == path; });
}

// Whether the server has changed between one that stays up and one that is started for each client.
bool other_kind(const Planning& planning, const InstalledUnit& unit)
{
  const auto& wanted = planning.wanted.units;
  return std::any_of(wanted.begin(), wanted.end(), [&](const WantedUnit& other) {
    return other.server == unit.marker.id.server
           && is_socket(other.rendered.unit) != is_socket(unit.unit);
  });
}

std::string why_removed(const Planning& planning, const InstalledUnit& unit)
{
  const Marker& marker = unit.marker;
  if (!planning.wants_server(marker.id.server))
    return "not in " + marker.owner + " any more";
  if (other_kind(planning, unit))
    return is_socket(unit.unit) ? "stays up now" : "is started for each client now";
  return marker.id.index ? "fewer instances" : "has instances now";
}

// A helper keeps its name when its server changes between one that stays up and one that does not.
bool wants_file(const Planning& planning, const InstalledUnit& unit, const UnitFile& file)
{
  const auto& wanted = planning.wanted.units;
  return unit.where == planning.wanted.where && companion_of(file)
         && std::any_of(wanted.begin(), wanted.end(), [&](const WantedUnit& other) {
              return other.server == unit.marker.id.server
                     && other.rendered.companions.contains(*companion_of(file));
            });
}

// Deletes with the marker last: as long as anything is there, it is known to be ours.
void add_deletes(Planning& planning, const InstalledUnit& unit)
{
  Plan& plan = planning.plan;
  for (const bool marker : {false, true}) {
    for (const UnitFile& file : unit.files) {
      if (holds_marker(file.path) == marker && !wants_file(planning, unit, file))
        plan.deletes.push_back({.where = unit.where, .file = file, .remove = true});
    }
  }
}

// Besides the unit itself: helpers, a resident server's retry timer, a stdio server's sessions.
void stop_what_belongs(Planning& planning, const InstalledUnit& unit)
{
  auto& stops = planning.plan.stops;
  for (std::string& companion : running_companions(unit.files))
    stops.push_back({std::move(companion), JobKind::stop});
  if (!is_socket(unit.unit)) {
    stops.push_back({companion_unit(CompanionKind::retry, unit.marker.id), JobKind::stop});
    return;
  }
  for (const std::string& session : planning.found.sessions) {
    if (server_of_session(session) == unit.marker.id.server)
      stops.push_back({session, JobKind::stop});
  }
}

const UnitFile* drop_in_of(const std::vector<UnitFile>& files, const std::string& companion)
{
  const auto found = std::find_if(files.begin(), files.end(), [&](const UnitFile& file) {
    return companion_of(file) == companion;
  });
  return found == files.end() ? nullptr : &*found;
}

bool removed(const Plan& plan, const std::string& unit)
{
  return std::any_of(plan.actions.begin(), plan.actions.end(), [&](const Action& action) {
    return action.unit == unit && action.kind == ActionKind::remove;
  });
}

bool any_remains(const Planning& planning)
{
  const auto& installed = planning.found.installed.units;
  return !planning.wanted.units.empty()
         || std::any_of(installed.begin(), installed.end(), [&](const InstalledUnit& unit) {
              return !removed(planning.plan, unit.unit);
            });
}

void remove_shared_with_last(Planning& planning)
{
  Plan& plan = planning.plan;
  const Installed& installed = planning.found.installed;
  if (plan.deletes.empty() || any_remains(planning))
    return;
  for (const UnitFile& file : installed.shared)
    plan.deletes.push_back({.where = Where::persistent, .file = file, .remove = true});
  for (const UnitFile& file : installed.shared_runtime)
    plan.deletes.push_back({.where = Where::runtime, .file = file, .remove = true});
  plan.stops.push_back({target_unit, JobKind::stop});
  plan.stops.push_back({slice_unit, JobKind::stop});
}

// The target is started with the first servers, so that what it wants is what runs; but never where
// that would start a server that the user stopped. An interrupted apply may have got no further
// than the servers.
void start_target(Planning& planning)
{
  Plan& plan = planning.plan;
  const bool owed = planning.owed(target_unit) == OwedKind::start && any_remains(planning);
  if ((plan.starts.empty() && !owed) || planning.running(target_unit) != Running::no)
    return;
  const auto started = [&](const std::string& unit) {
    return std::any_of(plan.starts.begin(), plan.starts.end(),
                       [&](const JobRequest& job) { return job.unit == unit; });
  };
  for (const InstalledUnit& unit : planning.found.installed.units) {
    if (unit.marker.enabled && planning.running(unit.unit) != Running::yes && !started(unit.unit))
      return;
  }
  plan.starts.push_back({target_unit, JobKind::start});
}

// What is owed and not paid by this plan: a service that was to be stopped after its files were
// gone is stopped now; what another file's servers are owed stays owed. The target was to go with
// the last server: not where there is one.
void settle_debt(Planning& planning)
{
  Plan& plan = planning.plan;
  for (const Owed& owed : planning.found.debt) {
    if (owed.kind == OwedKind::reload) {
      plan.reload = true;
      continue;
    }
    const InstalledUnit* unit = planning.installed(owed.unit);
    if (!unit) {
      const bool shared = owed.unit == target_unit || owed.unit == slice_unit;
      if (owed.kind == OwedKind::stop && !planning.wants_unit(owed.unit)
          && !(shared && any_remains(planning)))
        plan.stops.push_back({owed.unit, JobKind::stop});
      continue;
    }
    const bool concerned = planning.selected(unit->marker.id.server)
                           && (planning.wants_unit(owed.unit) || planning.covered(*unit));
    if (!concerned && !removed(plan, owed.unit))
      plan.carried.push_back(owed);
  }
}

// A new template that needs a restart is owed to the running servers that this apply is not about.
void owe_template(Planning& planning)
{
  Plan& plan = planning.plan;
  const Installed& installed = planning.found.installed;
  if (planning.wanted.units.empty())
    return;
  for (const InstalledUnit& unit : installed.units) {
    const bool planned =
        std::any_of(plan.actions.begin(), plan.actions.end(),
                    [&](const Action& action) { return action.unit == unit.unit; });
    const Owed owed{OwedKind::restart, unit.unit};
    if (planned || planning.running(unit.unit) != Running::yes
        || std::find(plan.carried.begin(), plan.carried.end(), owed) != plan.carried.end())
      continue;
    if (compare(unit.files, unit.files, planning.shared_in_force, planning.shared) == Need::restart)
      plan.carried.push_back(owed);
  }
}

// Whether the target starts at boot is decided once, when it is installed; from then on startup,
// unstartup and systemctl decide.
std::vector<UnitFile> shared_wanted(const Wanted& wanted, const Found& found,
                                    const std::vector<UnitFile>& installed)
{
  std::vector<UnitFile> shared = wanted.shared;
  if (has_file(installed, target_unit) && found.debt.empty())
    std::erase_if(shared, [&](const UnitFile& file) {
      return file.is_link && !has_file(installed, file.path);
    });
  return shared;
}

} // namespace

Planning::Planning(const Wanted& all_wanted, const Found& all_found,
                   const PlanOptions& given_options)
    : wanted(all_wanted), found(all_found), options(given_options),
      shared_where(has_file(all_found.installed.shared, target_unit) ? Where::persistent
                                                                     : all_wanted.where),
      shared_installed(shared_where == Where::persistent ? all_found.installed.shared
                                                         : all_found.installed.shared_runtime),
      shared_in_force(has_file(all_found.installed.shared, target_unit)
                          ? all_found.installed.shared
                          : all_found.installed.shared_runtime),
      shared(shared_wanted(all_wanted, all_found, shared_installed))
{
  for (const InstalledUnit& unit : found.installed.units) {
    const InstalledUnit*& known = installed_[unit.unit];
    if (!known || unit.where == Where::persistent)
      known = &unit;
  }
  for (const InstalledUnit& unit : found.installed.units) {
    for (const std::string& companion : running_companions(unit.files))
      installed_.emplace(companion, &unit);
  }
  for (const WantedUnit& unit : wanted.units) {
    wanted_units_.insert(unit.rendered.unit);
    for (const std::string& companion : running_companions(unit.rendered.files))
      wanted_units_.insert(companion);
    wanted_servers_.insert(unit.server);
  }
}

Running Planning::running(const std::string& unit) const
{
  const auto known = found.units.find(unit);
  if (known == found.units.end())
    return Running::no;
  const UnitSummary& summary = known->second;
  if (summary.active_state == "active" || summary.active_state == "activating"
      || summary.active_state == "reloading")
    return Running::yes;
  if (summary.load_state == "masked")
    return Running::masked;
  return summary.active_state == "failed" ? Running::failed : Running::no;
}

const InstalledUnit* Planning::installed(const std::string& unit) const
{
  const auto known = installed_.find(unit);
  return known == installed_.end() ? nullptr : known->second;
}

bool Planning::wants_unit(const std::string& unit) const
{
  return wanted_units_.contains(unit);
}

bool Planning::wants_server(const ServerName& server) const
{
  return wanted_servers_.contains(server);
}

bool Planning::selected(const ServerName& server) const
{
  return !options.only || options.only->contains(server);
}

bool Planning::covered(const InstalledUnit& unit) const
{
  return std::find(wanted.owners.begin(), wanted.owners.end(), unit.marker.owner)
         != wanted.owners.end();
}

std::optional<OwedKind> Planning::owed(const std::string& unit) const
{
  std::optional<OwedKind> kind;
  for (const Owed& owed : found.debt) {
    if (owed.unit == unit)
      kind = owed.kind;
  }
  return kind;
}

void remove_unit(Planning& planning, const InstalledUnit& unit, const std::string& why)
{
  Plan& plan = planning.plan;
  if (!removed(plan, unit.unit)) {
    plan.actions.push_back({unit.marker.id.server, unit.unit, ActionKind::remove, why});
    plan.stops.push_back({unit.unit, JobKind::stop});
    stop_what_belongs(planning, unit);
  }
  add_deletes(planning, unit);
}

void prune(Planning& planning)
{
  for (const InstalledUnit& unit : planning.found.installed.units) {
    const ServerName& server = unit.marker.id.server;
    const bool kept = planning.options.no_prune && !planning.wants_server(server);
    // Of a server that another file has taken over, all instances belong to that file now.
    const bool ours = planning.covered(unit) || planning.wants_server(server);
    if (ours && !kept && planning.selected(server) && !planning.wants_unit(unit.unit))
      remove_unit(planning, unit, why_removed(planning, unit));
  }
}

void plan_companions(Planning& planning, const InstalledUnit* installed, const RenderedUnit& wanted,
                     bool runs)
{
  const std::vector<UnitFile> nothing;
  const auto& before = installed ? installed->files : nothing;
  for (const std::string& unit : running_companions(before)) {
    if (!wanted.companions.contains(unit))
      planning.plan.stops.push_back({unit, JobKind::stop});
  }
  if (!runs)
    return;
  for (const std::string& unit : running_companions(wanted.files)) {
    const UnitFile* now = drop_in_of(wanted.files, unit);
    const UnitFile* was = drop_in_of(before, unit);
    if (installed && !was)
      planning.plan.starts.push_back({unit, JobKind::start}); // of a new server, Wants= starts it
    else if (was && (was->text != now->text || planning.owed(unit)))
      planning.plan.starts.push_back({unit, JobKind::restart});
  }
}

// A remove that was killed took the server out of its file, and that with it: nobody else would
// ever finish it. A file that is there still is its own affair.
void finish_removals(Planning& planning)
{
  for (const InstalledUnit& unit : planning.found.installed.units) {
    const ServerName& server = unit.marker.id.server;
    if (planning.owed(unit.unit) == OwedKind::stop && planning.selected(server)
        && planning.found.gone_owners.contains(unit.marker.owner) && !planning.wants_server(server))
      remove_unit(planning, unit, "an earlier remove still owed it");
  }
}

void finish(Planning& planning)
{
  Plan& plan = planning.plan;
  finish_removals(planning);
  remove_shared_with_last(planning);
  settle_debt(planning);
  owe_template(planning);
  start_target(planning);
  plan.reload = plan.reload || !plan.writes.empty();
  plan.forgets = !planning.found.debt.empty() && plan.carried != planning.found.debt;
}

} // namespace mcpctl
