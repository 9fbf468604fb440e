#include "cli/removal.hpp"

#include "cli/failures.hpp"
#include "cli/hints.hpp"
#include "cli/interruption.hpp"
#include "cli/site.hpp"
#include "plan/plan_json.hpp"
#include "plan/text.hpp"

#include <fmt/format.h>

#include <set>

namespace mcpctl {

namespace {

Plan plan_of(const Removal& removal, const Found& found)
{
  const Result<std::vector<InstalledUnit>> chosen = removal.choose(found.installed);
  if (!chosen.ok()) {
    Plan plan;
    plan.refusals.push_back(chosen.error());
    return plan;
  }
  std::set<std::string> units;
  for (const InstalledUnit& unit : *chosen)
    units.insert(unit.unit);
  return make_removal(units, found, removal.why);
}

void print_plan(const Context& context, const Plan& plan)
{
  if (!context.options.json && !context.options.quiet)
    fmt::print("{}", as_typed(context, format_plan(plan, context.colour())));
  std::fflush(stdout);
}

} // namespace

Result<Applied> carry_out(const Context& context, Connection& connection, const Removal& removal)
{
  Site site = site_of(context, connection);
  ApplyEvents events;
  events.planned = [&](const Plan& plan) {
    print_plan(context, plan);
    if (plan.changes())
      announce_interruptions();
  };
  events.recorded = removal.recorded;
  events.waiting = say_waiting;
  events.job_done = job_listener(context);
  Result<Applied> applied = apply(
      site, {}, [&](const Found& found) { return plan_of(removal, found); }, {}, events);
  if (applied.ok() && !applied->plan.refusals.empty())
    return applied->plan.refusals.front();
  return applied;
}

ExitCode report_removal(const Context& context, const Applied& applied)
{
  if (context.options.json)
    fmt::print("{}\n", applied_json(applied));
  complain(context, applied.failed_jobs);
  return applied.ok() ? ExitCode::done : ExitCode::failed;
}

} // namespace mcpctl
