#include "cli/unreachable.hpp"

#include "cli/observation.hpp"
#include "cli/selection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace mcpctl {

namespace {

Error not_installed(const Context& context, Connection& connection, const Installed& installed,
                    const ServerName& server)
{
  const Result<Observed> observed = observe_servers(context, connection, installed);
  if (observed.ok()
      && std::any_of(observed->servers.begin(), observed->servers.end(),
                     [&](const ServerState& state) { return state.id.server == server; }))
    return {ExitCode::no_such_server, fmt::format("{} is not applied", server.str()),
            "mcpctl apply"};
  const auto none = units_named({server.str()}, installed);
  return none.ok() ? Error{ExitCode::no_such_server, fmt::format("no server {}", server.str()), ""}
                   : none.error();
}

Error not_stdio(const InstalledUnit& unit)
{
  const std::string& name = unit.marker.id.server.str();
  if (unit.marker.type == ServerType::http)
    return {ExitCode::failed,
            fmt::format("{} is an http server: clients reach it at {}", name, unit.marker.url), ""};
  return {ExitCode::failed, fmt::format("{} is no stdio server", name),
          "type = \"stdio\" in its configuration, then mcpctl apply"};
}

// Of a server whose socket should be there.
Error not_listening(const Context& context, const ServerName& server, const UnitSummary& socket,
                    int error)
{
  if (socket.active_state == "failed")
    return {ExitCode::failed, fmt::format("{}: its socket has failed", server.str()),
            command_about(context, "restart", server)};
  if (socket.active_state != "active")
    return {ExitCode::failed, fmt::format("{} is stopped", server.str()),
            command_about(context, "start", server)};
  if (context.scope == Scope::system && (error == EACCES || error == EPERM)) {
    return {
        ExitCode::not_permitted,
        fmt::format("{}: user {} may not connect to its socket", server.str(),
                    context.environment.user),
        fmt::format("sudo groupadd -f mcp && sudo usermod -aG mcp {} && sudo mcpctl apply, and log "
                    "in anew",
                    context.environment.user)};
  }
  return {ExitCode::failed,
          fmt::format("{}: its socket file is gone or is not its own any more ({})", server.str(),
                      std::strerror(error)),
          command_about(context, "restart", server)};
}

} // namespace

Error why_unreachable(const Context& context, const ServerName& server, int error)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<Installed> installed = installed_in_scope(context, connection->folders);
  if (!installed.ok())
    return installed.error();
  const auto unit =
      std::find_if(installed->units.begin(), installed->units.end(),
                   [&](const InstalledUnit& each) { return each.marker.id.server == server; });
  if (unit == installed->units.end())
    return not_installed(context, *connection, *installed, server);
  if (unit->marker.type != ServerType::stdio)
    return not_stdio(*unit);
  const auto socket = connection->manager.summaries({unit->unit});
  if (!socket.ok())
    return socket.error();
  return not_listening(context, server, socket->front(), error);
}

std::string command_about(const Context& context, std::string_view verb, const ServerName& server)
{
  const bool system = context.scope == Scope::system;
  const bool usual = system == (context.environment.uid == 0);
  return fmt::format("mcpctl {}{} {}",
                     usual    ? ""
                     : system ? "--system "
                              : "--user ",
                     verb, server.str());
}

} // namespace mcpctl
