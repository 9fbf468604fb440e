// signal, reset: a signal to servers that run; failures and counters forgotten.

#include "model/signal.hpp"
#include "cli/complain.hpp"
#include "cli/hints.hpp"
#include "cli/selection.hpp"
#include "cli/verbs.hpp"
#include "model/text.hpp"
#include "observe/observe.hpp"

#include <fmt/format.h>

#include <memory>

namespace mcpctl {

namespace {

struct SignalRequest
{
  std::string signal;
  std::vector<std::string> selectors;
};

bool has_processes(const ServerState& server)
{
  return server.type == ServerType::stdio ? !server.sessions.empty() : server.pid.has_value();
}

// The units whose processes are meant: the server's own, or all its sessions.
std::vector<std::string> targets_of(const ServerState& server)
{
  if (server.type != ServerType::stdio)
    return {server.unit};
  std::vector<std::string> units;
  for (const SessionState& session : server.sessions)
    units.push_back(session.unit);
  return units;
}

Error not_running(const ServerState& server)
{
  const std::string name = to_string(server.id);
  if (server.type == ServerType::stdio && server.state == RunState::listening)
    return {ExitCode::failed, name + ": no client has a session, so there is nothing to signal",
            "mcpctl show " + name};
  return {ExitCode::failed,
          fmt::format("{}: {}, so there is nothing to signal", name, to_string(server.state)),
          "mcpctl start " + name};
}

Result<ExitCode> send(const Context& context, const SignalRequest& request)
{
  const std::optional<int> signal = parse_signal(request.signal);
  if (!signal) {
    return Error{
        ExitCode::usage,
        fmt::format("\"{}\" is no signal; a shell's kill -l lists them", harmless(request.signal)),
        "mcpctl signal HUP NAME"};
  }
  Result<ChosenUnits> chosen = connect_to_chosen(context, request.selectors);
  if (!chosen.ok())
    return chosen.error();
  Manager& manager = chosen->connection.manager;
  const Result<std::vector<ServerState>> states =
      observe(manager, chosen->units, ControlGroups::find());
  if (!states.ok())
    return states.error();
  ExitCode code = ExitCode::done;
  for (const ServerState& server : *states) {
    if (!has_processes(server)) {
      complain(as_typed(context, not_running(server)));
      code = ExitCode::failed;
      continue;
    }
    for (const std::string& unit : targets_of(server)) {
      if (const Status sent = manager.kill(unit, *signal); !sent.ok())
        return sent.error();
    }
    if (!context.options.quiet)
      fmt::print("sent {} to {}\n", signal_name(*signal), to_string(server.id));
  }
  return code;
}

// A timer that waits would try again what was just forgotten.
std::vector<JobRequest> timers_of(const std::vector<InstalledUnit>& units)
{
  std::vector<JobRequest> jobs;
  for (const InstalledUnit& unit : units) {
    if (!is_socket(unit.unit))
      jobs.push_back({retry_timer_name(unit.marker.id), JobKind::stop});
  }
  return jobs;
}

Result<ExitCode> reset(const Context& context, const std::vector<std::string>& selectors)
{
  Result<ChosenUnits> chosen = connect_to_chosen(context, selectors);
  if (!chosen.ok())
    return chosen.error();
  Manager& manager = chosen->connection.manager;
  const std::vector<InstalledUnit>& units = chosen->units;
  const Result<std::vector<ServerState>> before = observe(manager, units, ControlGroups::find());
  if (!before.ok())
    return before.error();
  if (const auto stopped = manager.run_jobs(timers_of(units)); !stopped.ok())
    return stopped.error();
  std::vector<std::string> names;
  for (const InstalledUnit& unit : units)
    names.push_back(unit.unit);
  if (const Status forgotten = manager.reset_failed(names); !forgotten.ok())
    return forgotten.error();
  for (const ServerState& server : *before) {
    const bool was_tried = server.state == RunState::restarting && server.active_state == "failed";
    if (!context.options.quiet)
      fmt::print("reset {}{}\n", to_string(server.id),
                 was_tried ? ", which is not tried again: mcpctl start " + to_string(server.id)
                           : "");
  }
  return ExitCode::done;
}

} // namespace

Run declare_signal(Options& options)
{
  auto request = std::make_shared<SignalRequest>();
  options.argument("SIGNAL", request->signal, "HUP, SIGHUP or 1");
  options.arguments("SELECTOR", request->selectors, "the servers");
  options.note("It reaches all processes of a server, and of all sessions of a stdio server.");
  return [request](Context& context) { return send(context, *request); };
}

Run declare_reset(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("SELECTOR", *selectors, "the servers");
  options.note("Sets the restart counter to zero. A failed server becomes a stopped one, which is\n"
               "not tried again.");
  return [selectors](Context& context) { return reset(context, *selectors); };
}

} // namespace mcpctl
