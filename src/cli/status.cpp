// status: a line for each server.

#include "cli/complain.hpp"
#include "cli/hints.hpp"
#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "cli/status_watch.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "report/status_json.hpp"
#include "report/status_view.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace mcpctl {

namespace {

struct Request
{
  std::vector<std::string> selectors;
  bool watch = false;
};

Result<ExitCode> nothing_here(const Context& context)
{
  if (context.options.json)
    fmt::print("{}", status_json(context.scope, {}, now()));
  else if (!context.options.files.empty())
    fmt::print("no servers of {} are installed\n", fmt::join(context.options.files, ", "));
  else
    fmt::print("{}", first_steps_here(context));
  return ExitCode::done;
}

void print(const Context& context, const Observed& observed)
{
  complain_not_judged(observed);
  if (context.options.json) {
    fmt::print("{}", status_json(context.scope, observed.servers, now()));
    return;
  }
  fmt::print("{}", status_table(observed.servers, style_of(context), now()));
  std::fflush(stdout);
  if (!context.options.quiet)
    fmt::print(stderr, "{}",
               as_typed(context,
                        status_hints(observed.servers, apply_options(context, observed.servers))));
}

// The servers asked for, or all.
Result<Observed> see(const Context& context, Connection& connection, const Request& request)
{
  const Result<Installed> installed = installed_in_scope(context, connection.folders);
  if (!installed.ok())
    return installed.error();
  Result<Observed> observed = observe_servers(
      context, connection, *installed, context.options.json ? Detail::whole : Detail::glance);
  if (!observed.ok() || request.selectors.empty())
    return observed;
  Result<std::vector<ServerState>> chosen =
      states_named(request.selectors, *installed, observed->servers);
  if (!chosen.ok())
    return chosen.error();
  observed->servers = std::move(*chosen);
  return observed;
}

Result<ExitCode> status(const Context& context, const Request& request)
{
  if (request.watch)
    return watch_status(context, request.selectors);
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<Observed> observed = see(context, *connection, request);
  if (!observed.ok())
    return observed.error();
  const std::vector<ServerState>& servers = observed->servers;
  if (servers.empty())
    return nothing_here(context);
  print(context, *observed);
  return request.selectors.empty() || std::all_of(servers.begin(), servers.end(), is_up)
             ? ExitCode::done
             : ExitCode::not_in_state;
}

} // namespace

Run declare_status(Options& options)
{
  auto request = std::make_shared<Request>();
  options.arguments("SELECTOR", request->selectors,
                    "only these; status 3 if one of them is not running", false);
  options.flag("--watch", request->watch, "go on showing what they are until interrupted");
  return [request](Context& context) { return status(context, *request); };
}

} // namespace mcpctl
