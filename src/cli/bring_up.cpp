#include "cli/bring_up.hpp"

#include "cli/failures.hpp"
#include "cli/site.hpp"
#include "observe/drop_in.hpp"
#include "observe/log_files.hpp"
#include "plan/rolling.hpp"
#include "store/log_places.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace mcpctl {

namespace {

std::vector<std::string> names_of(const std::vector<InstalledUnit>& units)
{
  std::vector<std::string> names;
  for (const InstalledUnit& unit : units)
    names.push_back(unit.unit);
  return names;
}

// systemd makes a log file that is gone, but no folder.
Status make_log_files(const Context& context, const std::vector<InstalledUnit>& units)
{
  for (const InstalledUnit& unit : units) {
    for (const LogPlace& place : log_places(unit)) {
      if (Status made = make_log_place(place, context.scope); !made.ok())
        return made;
    }
  }
  return Nothing{};
}

// Of several instances of a server, those that serve now: they are restarted one after another.
Result<std::set<std::string>> to_roll(Connection& connection,
                                      const std::vector<InstalledUnit>& units, JobKind kind)
{
  std::map<ServerName, std::vector<std::string>> servers;
  for (const InstalledUnit& unit : units) {
    if (unit.marker.id.index && !(kind == JobKind::reload_or_restart && knows_reload(unit)))
      servers[unit.marker.id.server].push_back(unit.unit);
  }
  std::vector<std::string> several;
  for (const auto& [server, names] : servers) {
    if (names.size() > 1)
      several.insert(several.end(), names.begin(), names.end());
  }
  std::set<std::string> running;
  if (several.empty())
    return running;
  const Result<std::vector<UnitSummary>> summaries = connection.manager.summaries(several);
  if (!summaries.ok())
    return summaries.error();
  for (const UnitSummary& summary : *summaries) {
    if (summary.active_state == "active" || summary.active_state == "reloading")
      running.insert(summary.unit);
  }
  return running;
}

std::vector<JobRequest> jobs_of(const Context& context, const std::vector<InstalledUnit>& units,
                                JobKind kind)
{
  std::vector<JobRequest> jobs;
  for (const InstalledUnit& unit : units) {
    // To systemd it listens even where nobody finds it: a start would do nothing.
    const bool lost =
        is_socket(unit.unit) && socket_is_gone(socket_path(context, unit.marker.id.server));
    jobs.push_back({unit.unit, lost && kind == JobKind::start ? JobKind::restart : kind});
  }
  return jobs;
}

// Those that were to reload, and have been restarted by systemd since.
std::vector<InstanceId> ended_by_signal(const std::vector<InstalledUnit>& units,
                                        const std::vector<Verdict>& verdicts)
{
  std::vector<InstanceId> ended;
  for (const Verdict& verdict : verdicts) {
    const bool reloads = std::any_of(units.begin(), units.end(), [&](const InstalledUnit& unit) {
      return unit.unit == verdict.unit && knows_reload(unit);
    });
    if (reloads && verdict.up() && verdict.times > 0)
      ended.push_back(verdict.id);
  }
  return ended;
}

} // namespace

bool knows_reload(const InstalledUnit& unit)
{
  return directive(unit.files, "ExecReload").has_value();
}

Result<Trouble> take_down(const Context& context, Connection& connection,
                          const std::vector<InstalledUnit>& units)
{
  Result<std::vector<JobOutcome>> outcomes =
      connection.manager.run_jobs(jobs_of(context, units, JobKind::stop), job_listener(context));
  if (!outcomes.ok())
    return outcomes.error();
  if (const Status reset = connection.manager.reset_failed(names_of(units)); !reset.ok())
    return reset.error();
  std::erase_if(*outcomes, [](const JobOutcome& outcome) { return outcome.ok(); });
  return Trouble{.jobs = std::move(*outcomes), .verdicts = {}, .held_back = {}};
}

Result<Trouble> bring_up(const Context& context, Connection& connection,
                         const std::vector<InstalledUnit>& units, const Manner& manner)
{
  if (const Status made = make_log_files(context, units); !made.ok())
    return made.error();
  std::set<std::string> running;
  if (manner.kind != JobKind::start && !manner.all_at_once) {
    auto rolled = to_roll(connection, units, manner.kind);
    if (!rolled.ok())
      return rolled.error();
    running = std::move(*rolled);
  }
  if (const Status reset = connection.manager.reset_failed(names_of(units)); !reset.ok())
    return reset.error();
  std::map<std::string, Awaited> awaited;
  for (const InstalledUnit& unit : units)
    awaited.emplace(unit.unit, awaited_of(unit.marker, unit.files));
  Rolling rolling(connection.manager, awaited,
                  {manner.options.wait, manner.options.wait_limit, job_listener(context)});
  Status done = rolling.run(rolling_steps(jobs_of(context, units, manner.kind), running));
  if (done.ok())
    done = rolling.settle();
  if (!done.ok())
    return done.error();
  Trouble trouble{rolling.failed_jobs(), rolling.verdicts(), rolling.held_back()};
  if (manner.kind == JobKind::reload_or_restart)
    trouble.ended = ended_by_signal(units, trouble.verdicts);
  mention_silent(context, trouble.verdicts);
  std::erase_if(trouble.verdicts, [](const Verdict& verdict) { return verdict.up(); });
  return trouble;
}

} // namespace mcpctl
