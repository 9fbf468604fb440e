// start, stop, restart, restart-all, reload: systemd jobs for the selected servers, all at once.

#include "cli/bring_up.hpp"
#include "cli/complain.hpp"
#include "cli/failures.hpp"
#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "report/status_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <set>

namespace mcpctl {

namespace {

struct Request
{
  std::vector<std::string> selectors;
  std::optional<std::string> wait;
  bool no_wait = false;
  bool sessions = false;    // those of stdio servers too
  bool all_at_once = false; // instances too
};

// A verb's job, and its word for what was done.
constexpr const char* reloaded = "reloaded";

struct Action
{
  JobKind kind;
  const char* done;
};

std::string what_is_up(const ServerState& state)
{
  if (state.state == RunState::listening)
    return " (listening)";
  return state.pid ? fmt::format(" (pid {})", *state.pid) : "";
}

// A reload is a restart to a server that knows no signal for it.
const char* word_of(const std::vector<InstalledUnit>& units, const ServerState& state,
                    const char* done)
{
  if (done != reloaded)
    return done;
  const auto unit = std::find_if(units.begin(), units.end(), [&](const InstalledUnit& each) {
    return each.unit == state.unit;
  });
  return unit != units.end() && knows_reload(*unit) ? reloaded : "restarted";
}

// What the servers have become: JSON, or a line for each with which it went well.
Status report_states(const Context& context, Connection& connection,
                     const std::vector<InstalledUnit>& units, const char* done,
                     const Trouble& trouble)
{
  if (context.options.quiet && !context.options.json)
    return Nothing{};
  const Result<std::vector<ServerState>> states = states_of(context, connection, units);
  if (!states.ok())
    return states.error();
  if (context.options.json) {
    fmt::print("{}", status_json(context.scope, *states, now()));
    return Nothing{};
  }
  for (const ServerState& state : *states) {
    if (!trouble.of(state.unit))
      fmt::print("{} {}{}\n", word_of(units, state, done), to_string(state.id), what_is_up(state));
  }
  return Nothing{};
}

// The sessions of the stdio servers among these.
Result<std::vector<std::string>> sessions_of(Connection& connection,
                                             const std::vector<InstalledUnit>& units)
{
  std::vector<std::string> sessions;
  std::set<ServerName> servers;
  for (const InstalledUnit& unit : units) {
    if (is_socket(unit.unit))
      servers.insert(unit.marker.id.server);
  }
  if (servers.empty())
    return sessions;
  const Result<std::vector<UnitSummary>> running =
      connection.manager.list({std::string(all_sessions)});
  if (!running.ok())
    return running.error();
  for (const UnitSummary& session : *running) {
    const auto server = server_of_session(session.unit);
    if (server && servers.contains(*server))
      sessions.push_back(session.unit);
  }
  return sessions;
}

// Ends what clients have open, once no new ones can come; or says that it goes on.
Status end_sessions(const Context& context, Connection& connection,
                    const std::vector<InstalledUnit>& units, bool end, Trouble& trouble)
{
  const Result<std::vector<std::string>> sessions = sessions_of(connection, units);
  if (!sessions.ok())
    return sessions.error();
  if (sessions->empty())
    return Nothing{};
  if (!end) {
    if (!context.options.quiet)
      fmt::print(stderr, "{} session{} on as started: --sessions ends them\n", sessions->size(),
                 sessions->size() == 1 ? " goes" : "s go");
    return Nothing{};
  }
  std::vector<JobRequest> jobs;
  for (const std::string& session : *sessions)
    jobs.push_back({session, JobKind::stop});
  const Result<std::vector<JobOutcome>> outcomes =
      connection.manager.run_jobs(jobs, job_listener(context));
  if (!outcomes.ok())
    return outcomes.error();
  for (const JobOutcome& outcome : *outcomes) {
    // One that ended by itself meanwhile is gone, and that is what was wanted.
    if (!outcome.ok() && outcome.error.what.empty())
      trouble.jobs.push_back(outcome);
  }
  return Nothing{};
}

void mention_stale(const Context& context, Connection& connection, const Installed& chosen)
{
  const Result<Observed> observed = observe_servers(context, connection, chosen);
  if (!observed.ok() || context.options.quiet)
    return;
  for (const ServerState& server : observed->servers) {
    if (server.stale.value_or(false)) {
      fmt::print(stderr, "configuration changed: mcpctl{} apply\n",
                 apply_options(context, observed->servers));
      return;
    }
  }
}

std::string restart_at_once(const Context& context, const std::vector<HeldBack>& held_back)
{
  std::set<std::string> servers;
  for (const HeldBack& held : held_back)
    servers.insert(held.id.server.str());
  return fmt::format("mcpctl{} restart --all-at-once {}", scope_as_given(context),
                     fmt::join(servers, " "));
}

Result<ExitCode> control(const Context& context, const Request& request, const Action& action)
{
  const Result<ApplyOptions> options = wait_options(request.wait, request.no_wait);
  if (!options.ok())
    return options.error();
  Result<ChosenUnits> chosen = connect_to_chosen(context, request.selectors);
  if (!chosen.ok())
    return chosen.error();
  auto& [connection, units] = *chosen;
  Result<Trouble> trouble =
      action.kind == JobKind::stop
          ? take_down(context, connection, units)
          : bring_up(context, connection, units, {action.kind, *options, request.all_at_once});
  if (!trouble.ok())
    return trouble.error();
  if (action.kind == JobKind::stop || action.kind == JobKind::restart) {
    const bool end = action.kind == JobKind::stop || request.sessions;
    if (const Status ended = end_sessions(context, connection, units, end, *trouble); !ended.ok())
      return ended.error();
  }
  complain(context, trouble->jobs);
  complain(context, trouble->verdicts);
  for (const InstanceId& id : trouble->ended)
    fmt::print(stderr, "mcpctl: {}: reload_signal ended it, and it was started anew\n",
               to_string(id));
  complain(trouble->held_back, restart_at_once(context, trouble->held_back));
  if (const Status reported = report_states(context, connection, units, action.done, *trouble);
      !reported.ok())
    return reported.error();
  if (action.kind != JobKind::stop)
    mention_stale(context, connection, {.units = units});
  return trouble->any() ? ExitCode::failed : ExitCode::done;
}

Run declare(Options& options, const Action& action, bool all)
{
  auto request = std::make_shared<Request>();
  if (all)
    request->selectors = {"all"};
  else
    options.arguments("SELECTOR", request->selectors, "the servers");
  if (action.kind != JobKind::stop) {
    options.value("--wait", "SPAN", request->wait,
                  "wait so long for servers to be up (default 30s); for each instance, where they "
                  "are restarted one after another");
    options.flag("--no-wait", request->no_wait, "end as soon as systemd has done the jobs");
    options.exclude("--wait", "--no-wait");
  }
  if (action.kind == JobKind::restart || action.kind == JobKind::reload_or_restart)
    options.flag("--all-at-once", request->all_at_once,
                 "instances of a server, too, instead of one after another");
  if (action.kind == JobKind::restart)
    options.flag("--sessions", request->sessions, "end the sessions of stdio servers, too");
  return [request, action](Context& context) { return control(context, *request, action); };
}

} // namespace

Run declare_start(Options& options)
{
  return declare(options, {JobKind::start, "started"}, false);
}

Run declare_stop(Options& options)
{
  options.note("They stay stopped, also over an apply; enabled ones start again at boot.");
  return declare(options, {JobKind::stop, "stopped"}, false);
}

Run declare_restart(Options& options)
{
  return declare(options, {JobKind::restart, "restarted"}, false);
}

Run declare_restart_all(Options& options)
{
  return declare(options, {JobKind::restart, "restarted"}, true);
}

Run declare_reload(Options& options)
{
  options.note("Sends reload_signal; a server without one is restarted.");
  return declare(options, {JobKind::reload_or_restart, reloaded}, false);
}

} // namespace mcpctl
