// status: a line for each server.

#include "cli/complain.hpp"
#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "report/status_json.hpp"
#include "report/status_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <unistd.h>

namespace mcpctl {

namespace {

Result<ExitCode> nothing_here(const Context& context)
{
  if (context.options.json)
    fmt::print("{}", status_json(context.scope, {}, now()));
  else
    fmt::print("{}", first_steps(context.places.config_folder + "/mcp.toml"));
  return ExitCode::done;
}

void print(const Context& context, const Observed& observed)
{
  if (context.options.json) {
    fmt::print("{}", status_json(context.scope, observed.servers, now()));
    return;
  }
  fmt::print("{}", status_table(observed.servers, style_of(context), now()));
  std::fflush(stdout);
  if (!context.options.quiet)
    fmt::print(stderr, "{}", status_hints(observed.servers));
}

Result<ExitCode> status(const Context& context, const std::vector<std::string>& selectors)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  Result<Installed> installed = installed_in_scope(context, connection->folders);
  if (!installed.ok())
    return installed.error();
  Result<Observed> observed = observe_servers(context, *connection, *installed);
  if (!observed.ok())
    return observed.error();
  complain_not_judged(*observed);
  if (selectors.empty()) {
    if (observed->servers.empty())
      return nothing_here(context);
    print(context, *observed);
    return ExitCode::done;
  }
  const Result<std::vector<ServerState>> chosen =
      states_named(selectors, *installed, observed->servers);
  if (!chosen.ok())
    return chosen.error();
  observed->servers = *chosen;
  print(context, *observed);
  return std::all_of(chosen->begin(), chosen->end(), is_up) ? ExitCode::done
                                                            : ExitCode::not_in_state;
}

} // namespace

Run declare_status(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("SELECTOR", *selectors, "only these; status 3 if one of them is not running",
                    false);
  return [selectors](Context& context) { return status(context, *selectors); };
}

} // namespace mcpctl
