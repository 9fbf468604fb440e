// down and remove: stop servers and take their units away.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/failures.hpp"
#include "cli/hints.hpp"
#include "cli/secret_use.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "cli/verbs.hpp"
#include "plan/plan_json.hpp"
#include "plan/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>

namespace mcpctl {

namespace {

Result<ExitCode> remove_units(const Context& context, Connection& connection,
                              const std::vector<InstalledUnit>& chosen, const std::string& why)
{
  std::set<std::string> units;
  for (const InstalledUnit& unit : chosen)
    units.insert(unit.unit);
  Site site = site_of(context, connection);
  ApplyEvents events;
  events.planned = [&](const Plan& plan) {
    if (!context.options.json && !context.options.quiet)
      fmt::print("{}", as_typed(context, format_plan(plan, context.colour())));
  };
  events.job_done = job_listener(context);
  const Result<Applied> applied = apply(
      site, {}, [&](const Found& found) { return make_removal(units, found, why); }, {}, events);
  if (!applied.ok())
    return applied.error();
  if (context.options.json)
    fmt::print("{}\n", applied_json(*applied));
  return applied->ok() ? ExitCode::done : ExitCode::failed;
}

Result<ExitCode> down(const Context& context)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<Installed> installed = read_installed(connection->folders);
  if (!installed.ok())
    return installed.error();
  const Result<std::vector<std::string>> owners = owners_asked_for(context);
  if (!owners.ok())
    return owners.error();
  std::vector<InstalledUnit> chosen;
  for (const InstalledUnit& unit : installed->units) {
    if (std::find(owners->begin(), owners->end(), unit.marker.owner) != owners->end())
      chosen.push_back(unit);
  }
  if (chosen.empty() && !context.options.json && !context.options.quiet)
    fmt::print("no servers of {} are installed\n", fmt::join(*owners, ", "));
  return remove_units(context, *connection, chosen, "down");
}

// A hand-written file that still configures the server brings it back at the next apply.
void mention_origins(const Context& context, const std::vector<InstalledUnit>& removed)
{
  std::fflush(stdout);
  std::set<std::string> said;
  for (const InstalledUnit& unit : removed) {
    const Origin& origin = unit.marker.origin;
    std::error_code failure;
    if (origin.file == "-" || !std::filesystem::exists(origin.file, failure)
        || !said.insert(unit.marker.id.server.str()).second)
      continue;
    fmt::print(stderr, "{}:{} still configures {}: the next mcpctl{} apply brings it back\n",
               origin.file, origin.line, unit.marker.id.server.str(), scope_as_given(context));
  }
}

Result<ExitCode> remove(const Context& context, const std::vector<std::string>& selectors)
{
  Result<ChosenUnits> chosen = connect_to_chosen(context, selectors);
  if (!chosen.ok())
    return chosen.error();
  const std::vector<InstalledUnit>& units = chosen->units;
  Result<ExitCode> code = remove_units(context, chosen->connection, units, "removed by hand");
  if (!code.ok() || context.options.quiet)
    return code;
  mention_origins(context, units);
  std::set<ServerName> servers;
  for (const InstalledUnit& unit : units)
    servers.insert(unit.marker.id.server);
  for (const ServerName& server : servers)
    mention_kept(context, server);
  return code;
}

} // namespace

Run declare_down(Options& options)
{
  options.note("Acts on the servers of the default files, or of those given with -c. The\n"
               "configuration need not be valid, or even exist.");
  return [](Context& context) { return down(context); };
}

Run declare_remove(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("SELECTOR", *selectors, "the servers to remove");
  return [selectors](Context& context) { return remove(context, *selectors); };
}

} // namespace mcpctl
