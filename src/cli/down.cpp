// down and remove: stop servers and take their units away.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/failures.hpp"
#include "cli/hints.hpp"
#include "cli/own_file.hpp"
#include "cli/secret_use.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "cli/verbs.hpp"
#include "config/sources.hpp"
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

bool is_quiet(const Context& context)
{
  return context.options.quiet || context.options.json;
}

// A hand-written file that still configures the server brings it back at the next apply.
void mention_origin(const Context& context, const Marker& marker)
{
  const Origin& origin = marker.origin;
  std::error_code failure;
  if (context.options.quiet || origin.file == "-" || !std::filesystem::exists(origin.file, failure))
    return;
  std::fflush(stdout);
  fmt::print(stderr, "{}:{} still configures {}: the next mcpctl{} apply brings it back\n",
             origin.file, origin.line, marker.id.server.str(), scope_as_given(context));
}

// What mcpctl itself wrote of the servers goes with them; of a server with an instance left,
// nothing does.
Status take_out_of_files(const Context& context, const std::vector<InstalledUnit>& removed)
{
  std::set<std::string> done;
  for (const InstalledUnit& unit : removed) {
    const Marker& marker = unit.marker;
    const std::string& server = marker.id.server.str();
    if (!done.insert(server).second)
      continue;
    if (installed_units_of(context, server).empty()) {
      const Result<std::optional<std::string>> taken =
          take_out(context, marker.origin.file, server);
      if (!taken.ok())
        return taken.error();
      if (*taken) {
        if (!is_quiet(context))
          fmt::print("{}\n", **taken);
        continue;
      }
    }
    mention_origin(context, marker);
  }
  return Nothing{};
}

// The file of a server that mcpctl wrote and never got to apply.
std::optional<std::string> unapplied_file(const Context& context, const std::string& server)
{
  if (!context.options.files.empty() || !ServerName::parse(server).ok())
    return std::nullopt;
  const std::string project = default_project(context);
  const std::string name = !project.empty() && server.starts_with(project + ".")
                               ? server.substr(project.size() + 1)
                               : server;
  for (const bool runtime : {false, true}) {
    const auto found = find_own_file(context, own_file(context, name, runtime).path());
    if (found && key_in(found->text, server) && installed_units_of(context, server).empty())
      return found->file.path();
  }
  return std::nullopt;
}

struct UnappliedFile
{
  std::string server;
  std::string path;
};

// Those that are named and of which there are files and no units; the selectors of others stay.
std::vector<UnappliedFile> unapplied_among(const Context& context,
                                           std::vector<std::string>& selectors)
{
  std::vector<UnappliedFile> files;
  std::erase_if(selectors, [&](const std::string& selector) {
    const std::optional<std::string> path = unapplied_file(context, selector);
    if (path)
      files.push_back({selector, *path});
    return path.has_value();
  });
  return files;
}

Status take_out_unapplied(const Context& context, const std::vector<UnappliedFile>& files)
{
  for (const UnappliedFile& file : files) {
    const Result<std::optional<std::string>> taken = take_out(context, file.path, file.server);
    if (!taken.ok())
      return taken.error();
    if (*taken && !is_quiet(context))
      fmt::print("{}\n", **taken);
  }
  return Nothing{};
}

// Others may name in `after` what is no more.
void mention_errors(const Context& context)
{
  if (!has_default_files(context.places.config_folder) || !context.options.files.empty())
    return;
  const Result<LoadedConfiguration> loaded = load_configuration(context, {});
  if (loaded.ok() && has_errors(loaded->configuration.diagnostics))
    warn(as_typed(context, "the configuration has errors: mcpctl check tells which"));
}

Result<ExitCode> remove_installed(const Context& context, ChosenUnits& chosen)
{
  const std::vector<InstalledUnit>& units = chosen.units;
  for (const InstalledUnit& unit : units) {
    if (const Status can = require_writable(context, unit.marker.origin.file); !can.ok())
      return can.error();
  }
  Result<ExitCode> code = remove_units(context, chosen.connection, units, "removed by hand");
  if (!code.ok())
    return code;
  if (const Status taken = take_out_of_files(context, units); !taken.ok())
    return taken.error();
  if (context.options.quiet)
    return code;
  mention_errors(context);
  std::set<ServerName> servers;
  for (const InstalledUnit& unit : units)
    servers.insert(unit.marker.id.server);
  for (const ServerName& server : servers)
    mention_kept(context, server);
  return code;
}

Result<ExitCode> remove(const Context& context, std::vector<std::string> selectors)
{
  const std::vector<UnappliedFile> files = unapplied_among(context, selectors);
  if (selectors.empty()) {
    const Status taken = take_out_unapplied(context, files);
    if (taken.ok() && context.options.json)
      fmt::print("{}\n", applied_json(Applied{.changed = true}));
    return taken.ok() ? Result<ExitCode>(ExitCode::done) : taken.error();
  }
  Result<ChosenUnits> chosen = connect_to_chosen(context, selectors);
  if (!chosen.ok())
    return chosen.error();
  if (const Status taken = take_out_unapplied(context, files); !taken.ok())
    return taken.error();
  return remove_installed(context, *chosen);
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
