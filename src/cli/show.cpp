// show: everything about one server.

#include "cli/configuration.hpp"
#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "observe/examine.hpp"
#include "report/show_json.hpp"
#include "report/show_view.hpp"
#include "systemd/linger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace mcpctl {

namespace {

ShowContext show_context(const Context& context)
{
  ShowContext showing{.scope = context.scope,
                      .style = style_of(context),
                      .now = now(),
                      .mcpctl = "mcpctl" + scope_as_given(context)};
  if (context.scope != Scope::user)
    return showing;
  if (const Result<bool> linger = linger_enabled(context.environment.uid); linger.ok())
    showing.linger = *linger;
  return showing;
}

Result<std::vector<ServerDetail>> details_of(const Context& context, Connection& connection,
                                             const Installed& installed,
                                             const ObservedUnits& chosen)
{
  const ControlGroups groups = ControlGroups::find();
  return examine({.manager = connection.manager,
                  .scope = context.scope,
                  .folders = connection.folders,
                  .installed = installed,
                  .groups = groups},
                 chosen.observed.servers, chosen.units);
}

Result<ExitCode> show(const Context& context, const std::vector<std::string>& selectors)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<Installed> installed = installed_in_scope(context, connection->folders);
  if (!installed.ok())
    return installed.error();
  const Result<ObservedUnits> chosen =
      observe_named(context, *connection, *installed, selectors, Detail::whole);
  if (!chosen.ok())
    return chosen.error();
  const Result<std::vector<ServerDetail>> servers =
      details_of(context, *connection, *installed, *chosen);
  if (!servers.ok())
    return servers.error();
  complain_not_judged(chosen->observed);
  ShowContext showing = show_context(context);
  showing.target_enabled = std::any_of(installed->shared.begin(), installed->shared.end(),
                                       [](const UnitFile& file) { return file.is_link; });
  if (context.options.json) {
    fmt::print("{}", show_json(*servers, showing));
    return ExitCode::done;
  }
  bool first = true;
  for (const ServerDetail& server : *servers) {
    showing.of_file = "mcpctl" + apply_options(context, {server.state});
    fmt::print("{}{}", first ? "" : "\n", show_server(server, showing));
    first = false;
  }
  return ExitCode::done;
}

} // namespace

Run declare_show(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("NAME", *selectors, "the server");
  return [selectors](Context& context) { return show(context, *selectors); };
}

} // namespace mcpctl
