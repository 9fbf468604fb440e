// apply: make systemd match the configuration.

#include "cli/apply.hpp"

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/failures.hpp"
#include "cli/hints.hpp"
#include "cli/interruption.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "cli/take_over.hpp"
#include "cli/verbs.hpp"
#include "plan/limits.hpp"
#include "plan/plan_json.hpp"
#include "plan/text.hpp"
#include "systemd/control_group.hpp"
#include "systemd/linger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mcpctl {

namespace {

// Limits that would be written and not be in force.
Result<std::vector<std::string>> limit_warnings(Connection& connection, Scope scope,
                                                const std::vector<Server>& servers)
{
  const Result<std::string> own = connection.manager.control_group();
  if (!own.ok())
    return own.error();
  const ControlGroups groups = ControlGroups::find();
  return limits_not_in_force(servers, scope, [&](const std::string& controller) {
    return groups.has_controller(*own, controller);
  });
}

// What stays the same however often the plan is made.
struct Intent
{
  Wanted wanted;
  PlanOptions options;
  std::vector<std::string> units;
  const LoadedConfiguration& loaded;
};

Result<Intent> intent_of(const Context& context, const ApplyRequest& request,
                         const LoadedConfiguration& loaded, const Installed& installed,
                         const Target& target)
{
  Intent intent{.wanted = {}, .options = {}, .units = {}, .loaded = loaded};
  intent.wanted = render_wanted(loaded.configuration.servers, loaded.owners, target);
  intent.options = {.no_prune = request.no_prune,
                    .take_over = request.take_over,
                    .profile_said = request.profile.has_value(),
                    .profile = loaded.configuration.profile,
                    .profiles = loaded.configuration.profiles,
                    .file_options = options_as_given(context)};
  for (const WantedUnit& unit : intent.wanted.units) {
    intent.units.push_back(unit.rendered.unit);
    if (std::find(request.left_stopped.begin(), request.left_stopped.end(), unit.server.str())
        != request.left_stopped.end())
      intent.options.left_stopped.insert(unit.server);
  }
  if (!request.only.empty()) {
    Result<std::set<ServerName>> only =
        servers_named(request.only, loaded.configuration.servers, installed);
    if (!only.ok())
      return only.error();
    intent.options.only = std::move(*only);
  }
  return intent;
}

void print_plan(const Context& context, const ApplyRequest& request, const Plan& plan,
                const Installed& installed)
{
  for (const std::string& warning : plan.warnings)
    warn(warning);
  if (context.options.json)
    return;
  if (request.diff)
    fmt::print("{}", format_diff(plan, installed, context.colour()));
  if (!context.options.quiet)
    fmt::print("{}", as_typed(context, format_plan(plan, context.colour())));
  std::fflush(stdout);
  if (plan.actions.empty() && !context.options.quiet && context.options.files.empty())
    fmt::print(stderr, "{} names no servers yet: mcpctl{} edit\n", context.places.config_folder,
               scope_as_given(context));
}

Result<Nothing> refusal_of(const Context& context, const ApplyRequest& request, const Plan& plan)
{
  for (Error refusal : plan.refusals) {
    if (!request.mend_of_refusal.empty())
      refusal.mend = request.mend_of_refusal;
    complain(as_typed(context, refusal));
  }
  if (plan.refusals.empty())
    return Nothing{};
  return Error{plan.refusals.front().code, "nothing was changed", ""};
}

Result<ExitCode> dry_run(Context& context, const ApplyRequest& request, const Intent& intent,
                         Site& site)
{
  Result<Found> found = find(site, intent.units);
  if (!found.ok())
    return found.error();
  add_memory(site, *found);
  const Plan plan = make_plan(intent.wanted, *found, intent.options);
  if (const Status refused = refusal_of(context, request, plan); !refused.ok())
    return refused.error();
  print_plan(context, request, plan, found->installed);
  if (context.options.json)
    fmt::print("{}\n", plan_json(plan));
  return request.exit_code && plan.changes() ? ExitCode::not_in_state : ExitCode::done;
}

// The servers of a user without lingering end with the last session.
void mention_linger(const Context& context, const Applied& applied)
{
  if (context.scope != Scope::user || context.options.quiet || applied.plan.actions.empty())
    return;
  const Result<bool> linger = linger_enabled(context.environment.uid);
  if (linger.ok() && !*linger) {
    fmt::print(stderr,
               "these stop when you log out; to keep them and start them at boot: "
               "mcpctl{} startup\n",
               scope_as_given(context));
  }
}

void print_up(const Context& context, const Applied& applied)
{
  if (context.options.json || context.options.quiet || applied.verdicts.empty())
    return;
  fmt::print("{} of {} up\n",
             std::count_if(applied.verdicts.begin(), applied.verdicts.end(),
                           [](const Verdict& verdict) { return verdict.up(); }),
             applied.verdicts.size() + applied.held_back.size());
  std::fflush(stdout);
}

void say(const Context& context, const std::vector<std::string>& lines)
{
  for (const std::string& line : lines) {
    if (!context.options.quiet && !context.options.json)
      fmt::print("{}\n", line);
  }
  std::fflush(stdout);
}

ExitCode report(const Context& context, const Applied& applied)
{
  if (context.options.json)
    fmt::print("{}\n", applied_json(applied));
  const bool job_failed = complain(context, applied.failed_jobs);
  const bool not_up = complain(context, applied.verdicts);
  complain(applied.held_back,
           fmt::format("mcpctl{} apply --all-at-once", options_as_given(context)));
  print_up(context, applied);
  mention_silent(context, applied.verdicts);
  mention_linger(context, applied);
  return job_failed || not_up || !applied.ok() ? ExitCode::failed : ExitCode::done;
}

// An exit code, or nothing where the files were changed since they were read: by a remove, say, for
// whose end this waited.
using Outcome = std::optional<ExitCode>;

Result<Outcome> carry_out(Context& context, const ApplyRequest& request, const Intent& intent,
                          Site& site, const Installed& installed)
{
  Result<ApplyOptions> options = wait_options(request.wait, request.no_wait);
  if (!options.ok())
    return options.error();
  options->all_at_once = request.all_at_once;
  Result<TakeOver> take_over = TakeOver::begin(context, request);
  if (!take_over.ok())
    return take_over.error();
  ApplyEvents events;
  events.planned = [&](const Plan& plan) {
    print_plan(context, request, plan, installed);
    if (request.accepted && plan.refusals.empty())
      request.accepted();
    if (plan.changes())
      announce_interruptions();
  };
  events.recorded = [&] { return take_over->take_out(); };
  events.job_done = job_listener(context);
  events.waiting = say_waiting;
  bool outdated = false;
  const Planner planner = [&](const Found& found) {
    Plan plan = make_plan(intent.wanted, found, intent.options);
    outdated = !is_as_read(context, intent.loaded);
    if (outdated)
      plan.refusals.push_back({ExitCode::failed, "the configuration was changed meanwhile", ""});
    take_over->choose(plan, found.installed);
    return plan;
  };
  const Result<Applied> applied = apply(site, intent.units, planner, *options, events);
  if (!applied.ok()) {
    take_over->put_back(site.folders);
    return applied.error();
  }
  if (outdated)
    return Outcome();
  if (const Status refused = refusal_of(context, request, applied->plan); !refused.ok())
    return refused.error();
  say(context, take_over->words());
  return Outcome(report(context, *applied));
}

// One apply writes to one unit folder.
Status require_one_place(const Context& context)
{
  Context each = context;
  for (const std::string& file : context.options.files) {
    each.options.files = {file};
    if (is_runtime(each) != is_runtime(context))
      return Error{ExitCode::usage,
                   file + " is of servers until the next reboot, unlike the other files given",
                   "mcpctl save, which makes them persistent"};
  }
  return Nothing{};
}

Result<Outcome> apply_as_read(Context& context, const ApplyRequest& request)
{
  // A configuration with errors is told first, manager or not.
  Result<Connection> connection = connect(context);
  const UnitFolders folders = connection.ok() ? connection->folders : default_folders(context);
  const Result<Installed> installed = read_installed(folders);
  if (!installed.ok())
    return installed.error();
  const Result<LoadedConfiguration> loaded =
      load_configuration(context, {.profile = request.profile,
                                   .resolve = request.resolve,
                                   .needs_secrets = true,
                                   .installed = &installed.value(),
                                   .unwritten = request.unwritten});
  if (!loaded.ok())
    return loaded.error();
  if (const Status problems = report_problems(context, loaded->configuration); !problems.ok())
    return problems.error();
  if (!connection.ok())
    return connection.error();
  const Result<unsigned> version = connection->manager.version();
  if (!version.ok())
    return version.error();
  const Result<Intent> intent =
      intent_of(context, request, *loaded, *installed, target_of(context, *connection, *version));
  if (!intent.ok())
    return intent.error();
  const Result<std::vector<std::string>> warnings =
      limit_warnings(*connection, context.scope, loaded->configuration.servers);
  if (!warnings.ok())
    return warnings.error();
  for (const std::string& warning : *warnings)
    warn(warning);
  Site site = site_of(context, *connection);
  if (!request.dry_run)
    return carry_out(context, request, *intent, site, *installed);
  const Result<ExitCode> code = dry_run(context, request, *intent, site);
  return code.ok() ? Result<Outcome>(*code) : code.error();
}

} // namespace

Result<ExitCode> run_apply(Context& context, const ApplyRequest& request)
{
  if (const Status alone = require_one_place(context); !alone.ok())
    return alone.error();
  while (true) {
    const Result<Outcome> outcome = apply_as_read(context, request);
    if (!outcome.ok())
      return outcome.error();
    if (*outcome)
      return **outcome;
  }
}

Run declare_apply(Options& options)
{
  auto given = std::make_shared<ApplyRequest>();
  options.flag("--dry-run", given->dry_run, "print the plan and stop");
  options.flag("--diff", given->diff, "also print how the unit files change");
  options.values("--only", "SELECTOR", given->only,
                 "act only on these servers, prune nothing else");
  options.value("--profile", "PROFILE", given->profile,
                "use this profile; \"none\" leaves the one in force");
  options.flag("--no-prune", given->no_prune, "keep servers that are gone from the configuration");
  options.flag("--take-over", given->take_over, "take servers that belong to another file");
  options.flag("--resolve", given->resolve, "look programs up in PATH again");
  options.flag("--all-at-once", given->all_at_once,
               "restart instances of a server at the same time");
  options.value("--wait", "SPAN", given->wait, "wait so long for servers to be up (default 30s)");
  options.flag("--no-wait", given->no_wait, "end as soon as systemd has done the jobs");
  options.exclude("--wait", "--no-wait");
  options.flag("--exit-code", given->exit_code,
               "with --dry-run: status 3 when there are changes to make");
  return [given](Context& context) { return run_apply(context, *given); };
}

} // namespace mcpctl
