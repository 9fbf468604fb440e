#include "plan/plan.hpp"

#include "plan/planning.hpp"
#include "plan/why.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::string_view owed_why = "an earlier apply still owed it";

const UnitFile* file_at(const std::vector<UnitFile>& files, const std::string& path)
{
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const UnitFile& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

// Writes what differs, the marker first, and deletes what is wanted no more.
void add_writes(Plan& plan, Where where, const std::vector<UnitFile>& installed,
                const std::vector<UnitFile>& wanted)
{
  for (const bool marker : {true, false}) {
    for (const UnitFile& file : wanted) {
      const UnitFile* there = file_at(installed, file.path);
      if (holds_marker(file.path) == marker && (!there || !(*there == file)))
        plan.writes.push_back({.where = where, .file = file, .remove = false});
    }
  }
  for (const UnitFile& file : installed) {
    if (!file_at(wanted, file.path))
      plan.writes.push_back({.where = where, .file = file, .remove = true});
  }
}

// A socket runs nothing itself, but it must load like the service that does.
void expect(Plan& plan, const RenderedUnit& unit)
{
  plan.read_back.emplace(unit.exec_unit, unit.exec_argv);
  plan.read_back.emplace(unit.unit, std::vector<std::string>{});
  plan.read_back.insert(unit.companions.begin(), unit.companions.end());
}

// What becomes of one wanted unit.
struct Decision
{
  ActionKind kind = ActionKind::keep;
  std::string why;
  std::optional<JobKind> job;
};

// The unit that is installed, and what a change of its files and of the shared ones needs.
struct Change
{
  const InstalledUnit* installed = nullptr;
  bool files = false;
  Need need = Need::nothing;
  std::string why;
  [[nodiscard]] bool any() const { return files || need != Need::nothing; }
};

Decision decide_down(const Change& change, const WantedUnit& unit, bool owed)
{
  if (owed)
    return {ActionKind::start, std::string(owed_why), JobKind::start};
  const std::string stopped = "stopped by hand: mcpctl start " + to_string(unit.rendered.id);
  if (change.any())
    return {ActionKind::update, change.why + "; " + stopped, {}};
  return {ActionKind::keep, stopped, {}};
}

Decision decide_running(const Change& change, std::optional<OwedKind> owed)
{
  if (change.need == Need::restart)
    return {ActionKind::restart, change.why, JobKind::restart};
  if (owed == OwedKind::restart)
    return {ActionKind::restart, std::string(owed_why), JobKind::restart};
  const auto start = owed == OwedKind::start ? std::optional(JobKind::start) : std::nullopt;
  if (change.any())
    return {ActionKind::update, change.why, start};
  if (start)
    return {ActionKind::start, std::string(owed_why), start};
  return {};
}

Decision decide(const Change& change, const WantedUnit& unit, Running running,
                std::optional<OwedKind> owed)
{
  if (!change.installed) {
    const bool runs = running == Running::yes;
    return {ActionKind::create, "new", runs ? JobKind::restart : JobKind::start};
  }
  switch (running) {
  case Running::yes:
    return decide_running(change, owed);
  case Running::failed:
    return {ActionKind::start, change.any() ? change.why + "; had failed" : "had failed",
            JobKind::start};
  case Running::masked:
    return {change.any() ? ActionKind::update : ActionKind::keep,
            "masked by hand: systemctl's unmask undoes it",
            {}};
  case Running::no:
    break;
  }
  return decide_down(change, unit, owed && *owed != OwedKind::stop);
}

// One that nobody had running before it came here is installed, and left at that.
Decision decide_new(const Planning& planning, const WantedUnit& unit, Decision decision)
{
  const bool starts = decision.kind == ActionKind::create && decision.job == JobKind::start;
  if (!starts || !planning.options.left_stopped.contains(unit.server))
    return decision;
  return {ActionKind::create, "new; not started: mcpctl start " + to_string(unit.rendered.id), {}};
}

void warn_of_memory(Planning& planning, const WantedUnit& unit)
{
  if (!unit.memory_max || unit.memory_max->kind != ByteSize::Kind::bytes)
    return;
  const auto used = planning.found.memory_in_use.find(unit.rendered.unit);
  if (used == planning.found.memory_in_use.end() || used->second <= unit.memory_max->amount)
    return;
  planning.plan.warnings.push_back(
      to_string(unit.rendered.id) + ": memory_max " + format_byte_size(*unit.memory_max)
      + " is less than it uses now (" + format_byte_size({.amount = used->second})
      + "): the kernel will kill it");
}

Change change_of(const Planning& planning, const WantedUnit& unit)
{
  Change change;
  change.installed = planning.installed(unit.rendered.unit);
  if (!change.installed)
    return change;
  const auto& files = unit.rendered.files;
  change.files = change.installed->where != planning.wanted.where
                 || !same_files(change.installed->files, files);
  change.need = compare(change.installed->files, files, planning.shared_in_force, planning.shared);
  if (change.any())
    change.why = why_changed(*change.installed, unit.marker, files, change.need,
                             !same_files(planning.shared_in_force, planning.shared));
  return change;
}

// systemd starts a server without one that it wants and does not know.
void warn_of_missing(Planning& planning, const WantedUnit& unit)
{
  const auto& installed = planning.found.installed.units;
  for (const std::string& name : unit.marker.after) {
    const Result<ServerName> earlier = ServerName::parse(name);
    const auto is_it = [&](const InstalledUnit& other) {
      return other.marker.id.server.str() == name;
    };
    if (!earlier.ok() || planning.selected(*earlier)
        || std::any_of(installed.begin(), installed.end(), is_it))
      continue;
    std::string warning = unit.server.str() + ": comes after " + name
                          + ", which is not applied and so not started with it";
    auto& warnings = planning.plan.warnings;
    if (std::find(warnings.begin(), warnings.end(), warning) == warnings.end())
      warnings.push_back(std::move(warning));
  }
}

// Where a program was found is said once, when it begins to count.
void note_program(Plan& plan, const Change& change, const Marker& marker)
{
  const bool looked_up = !marker.argv.empty() && marker.program.find('/') == std::string::npos;
  const bool known = change.installed && !change.installed->marker.argv.empty()
                     && change.installed->marker.argv.front() == marker.argv.front();
  if (looked_up && !known)
    plan.programs.emplace(marker.program, marker.argv.front());
}

// "PORT=..." of a unit's environment; empty if it has none.
std::string_view port_line(const std::vector<UnitFile>& files)
{
  for (const UnitFile& file : files) {
    const std::size_t at = file.path.ends_with(".env") ? file.text.find("PORT=") : file.text.npos;
    if (at == 0 || (at != file.text.npos && file.text[at - 1] == '\n'))
      return std::string_view(file.text).substr(at, file.text.find('\n', at) - at);
  }
  return {};
}

bool is_in(const Planning& planning, const std::string& unit, std::string_view active_state)
{
  const auto state = planning.found.units.find(unit);
  return state != planning.found.units.end() && state->second.active_state == active_state;
}

// A start is paid where the unit has come up since. One on its way is waited for: whoever began it
// did not stay to see.
std::optional<OwedKind> due(const Planning& planning, const std::string& unit)
{
  const auto owed = planning.owed(unit);
  const bool up = planning.running(unit) == Running::yes && !is_in(planning, unit, "activating");
  return owed == OwedKind::start && up ? std::nullopt : owed;
}

// Whether the restart takes an instance away that serves now, and can wait until another is up. One
// whose port has moved cannot: the port may be another's that still runs.
bool rolls(const Planning& planning, const Change& change, const WantedUnit& unit)
{
  return unit.rendered.id.index && change.installed && is_in(planning, unit.rendered.unit, "active")
         && port_line(change.installed->files) == port_line(unit.rendered.files);
}

void plan_unit(Planning& planning, const WantedUnit& unit)
{
  Plan& plan = planning.plan;
  const std::string& name = unit.rendered.unit;
  const Change change = change_of(planning, unit);
  const Decision decision =
      decide_new(planning, unit, decide(change, unit, planning.running(name), due(planning, name)));
  plan.actions.push_back({unit.server, name, decision.kind, decision.why});
  note_program(plan, change, unit.marker);
  if (decision.job)
    plan.starts.push_back({name, *decision.job});
  if (decision.job == JobKind::restart && rolls(planning, change, unit))
    plan.rolling.insert(name);
  const bool runs = decision.job || planning.running(name) == Running::yes;
  plan_companions(planning, change.installed, unit.rendered, runs);
  if (decision.kind == ActionKind::update)
    warn_of_memory(planning, unit);
  if (planning.owed(name) || decision.kind != ActionKind::keep) {
    expect(plan, unit.rendered);
    plan.log_places.insert(plan.log_places.end(), unit.rendered.log_places.begin(),
                           unit.rendered.log_places.end());
  }
  plan.awaited.emplace(name, awaited_of(unit.marker, unit.rendered.files));
  if (change.installed && !change.any())
    return;
  const Where where = planning.wanted.where;
  const bool in_place = change.installed && change.installed->where == where;
  add_writes(plan, where, in_place ? change.installed->files : std::vector<UnitFile>{},
             unit.rendered.files);
  for (const InstalledUnit& other : planning.found.installed.units) {
    if (other.unit != name || other.where == where)
      continue;
    for (const UnitFile& file : other.files)
      plan.writes.push_back({.where = other.where, .file = file, .remove = true});
  }
  if (!unit.escape_hatch.empty())
    plan.verify.push_back(unit);
}

// One that does not come up keeps the others of its server from their restart: it is given another
// chance, before them.
void retry_before_rolling(Planning& planning)
{
  Plan& plan = planning.plan;
  std::set<ServerName> rolling;
  for (const Action& action : plan.actions) {
    if (plan.rolling.contains(action.unit))
      rolling.insert(action.server);
  }
  for (Action& action : plan.actions) {
    if (!is_in(planning, action.unit, "activating") || !rolling.contains(action.server)
        || action.kind == ActionKind::restart)
      continue;
    action.kind = ActionKind::restart;
    action.why = "others wait for it";
    std::erase_if(plan.starts, [&](const JobRequest& job) { return job.unit == action.unit; });
    plan.starts.push_back({action.unit, JobKind::restart});
  }
}

void plan_shared(Planning& planning)
{
  Plan& plan = planning.plan;
  plan.shared = planning.shared;
  if (planning.wanted.units.empty())
    return;
  std::vector<UnitFile> ours = planning.shared_installed;
  // Of what is there and not wanted, only our helpers go: links to the target may be the user's.
  std::erase_if(ours, [&](const UnitFile& file) {
    return !file_at(plan.shared, file.path) && !file.path.starts_with("mcpctl-");
  });
  const auto before = plan.writes.size();
  add_writes(plan, planning.shared_where, ours, plan.shared);
  if (plan.writes.size() == before)
    return;
  // The others may not be there yet, or be another version of what is wanted.
  for (const WantedUnit& unit : planning.wanted.units) {
    if (planning.selected(unit.server))
      expect(plan, unit.rendered);
  }
}

} // namespace

Wanted render_wanted(const std::vector<Server>& servers, const std::vector<std::string>& owners,
                     const Target& target)
{
  Wanted wanted{.units = {},
                .shared = render_shared(target),
                .where = target.runtime ? Where::runtime : Where::persistent,
                .owners = owners,
                .warnings = {}};
  for (const Server& server : servers) {
    Rendering rendering = render(server, target);
    for (RenderedUnit& unit : rendering.units) {
      WantedUnit next{.server = server.name,
                      .rendered = std::move(unit),
                      .marker = {.id = {server.name, {}}},
                      .memory_max = server.limits.memory_max,
                      .escape_hatch = server.systemd};
      for (const UnitFile& file : next.rendered.files) {
        if (holds_marker(file.path))
          next.marker = parse_marker(file.text).value_or(next.marker);
      }
      wanted.units.push_back(std::move(next));
    }
    for (std::string& warning : rendering.warnings)
      wanted.warnings.push_back(std::move(warning));
  }
  return wanted;
}

Plan make_plan(const Wanted& wanted, const Found& found, const PlanOptions& options)
{
  Planning planning(wanted, found, options);
  planning.plan.warnings = wanted.warnings;
  refuse(planning);
  if (!planning.plan.refusals.empty())
    return std::move(planning.plan);
  for (const WantedUnit& unit : wanted.units) {
    if (!planning.selected(unit.server))
      continue;
    plan_unit(planning, unit);
    warn_of_missing(planning, unit);
  }
  retry_before_rolling(planning);
  plan_shared(planning);
  prune(planning);
  finish(planning);
  return std::move(planning.plan);
}

Plan make_removal(const std::set<std::string>& units, const Found& found, const std::string& why)
{
  const Wanted nothing;
  const PlanOptions options;
  Planning planning(nothing, found, options);
  for (const InstalledUnit& unit : found.installed.units) {
    if (units.contains(unit.unit))
      remove_unit(planning, unit, why);
  }
  finish(planning);
  return std::move(planning.plan);
}

bool Plan::changes() const
{
  return !writes.empty() || !deletes.empty() || !stops.empty() || !starts.empty() || reload
         || forgets;
}

std::string to_string(ActionKind kind)
{
  switch (kind) {
  case ActionKind::create:
    return "create";
  case ActionKind::update:
    return "update";
  case ActionKind::restart:
    return "restart";
  case ActionKind::start:
    return "start";
  case ActionKind::stop:
    return "stop";
  case ActionKind::remove:
    return "remove";
  case ActionKind::keep:
    break;
  }
  return "keep";
}

} // namespace mcpctl
