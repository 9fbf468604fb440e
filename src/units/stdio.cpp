#include "units/stdio.hpp"

#include "units/companion.hpp"
#include "units/quote.hpp"
#include "units/rotation.hpp"
#include "units/service.hpp"
#include "units/streams.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

using namespace std::chrono_literals;

constexpr TimeSpan default_timeout_stop = 10s;
constexpr unsigned default_max_sessions = 64; // systemd's own (systemd.socket(5), MaxConnections=)

// The connection is in the hands of mcpctl-session, which ends the server when the client is gone.
// With mcpctl deleted the server serves all the same. The shell only chooses and is replaced.
std::vector<std::string> session_argv(const Server& server, const std::string& program,
                                      std::chrono::milliseconds grace)
{
  const InstanceId id{server.name, {}};
  std::vector<std::string> argv = {
      "/bin/sh", "-c",
      fmt::format(R"([ -x "$0" ] && exec "$0" run {} {} -- "$@"; exec "$@")", server.name.str(),
                  grace.count()),
      program};
  for (std::string& word : carried_argv(argv_of(server, id), carried_directory(server)))
    argv.push_back(std::move(word));
  return argv;
}

std::chrono::milliseconds grace_of(const Server& server)
{
  const TimeSpan longest = 24h;
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::min(server.life.timeout_stop.value_or(default_timeout_stop), longest));
}

// What stops a session first is the end of its input, as MCP's shutdown has it (MCP specification,
// Lifecycle, Shutdown over stdio); this must be over before systemd's own timeout counts as a
// failure.
std::chrono::milliseconds end_limit(std::chrono::milliseconds grace)
{
  return grace - std::min(500ms, grace / 2);
}

std::string helper_line(const std::string& program, const char* mode, const ServerName& name,
                        const std::string& limit)
{
  return "-:" + quote_exec_argument(program) + " " + mode + " " + name.str() + limit;
}

std::string socket_text(Work& work, const std::vector<UnitFile>& companions)
{
  const Server& server = work.server;
  const bool user = work.target.scope == Scope::user;
  Section unit("Unit", work);
  const std::string description = quote_description(server.description);
  unit.add("Description", description.empty() ? "MCP server " + server.name.str() : description);
  unit.add("Documentation", "man:mcpctl(1)");
  unit.add("PartOf", "mcp.target");
  for (const std::string& companion : running_companions(companions))
    unit.add("Wants", companion);
  Section socket("Socket", work);
  socket.add("ListenStream", "%t/mcp/" + server.name.str() + ".sock");
  socket.add("Accept", "yes");
  socket.add("MaxConnections",
             fmt::format("{}", server.max_sessions.value_or(default_max_sessions)));
  // Clients that come all at once are no reason to listen no more: MaxConnections= is the limit.
  socket.add("TriggerLimitIntervalSec", "0");
  socket.add("RemoveOnStop", "yes");
  socket.add("DirectoryMode", user ? "0700" : "0755");
  if (work.target.client_group.empty()) {
    socket.add("SocketMode", "0600");
  } else {
    socket.add("SocketMode", "0660");
    socket.add("SocketGroup", work.target.client_group);
  }
  return render_marker(marker_of(server, {server.name, {}}, work.target))
         + std::string(written_by_us) + unit.text() + socket.text()
         + "\n[Install]\nWantedBy=mcp.target\n";
}

void add_connection(Section& section, const Work& work)
{
  section.add("Type", "exec");
  section.add("NotifyAccess", "main"); // the session's client, in the status text
  section.add("StandardInput", "socket");
  section.add("StandardOutput", "socket");
  add_session_error(section, work.server);
  add_log_level(section, work);
  section.add("SyslogIdentifier", "mcp-" + work.server.name.str());
  section.add("Slice", "mcp.slice");
  section.add("SuccessExitStatus", "143 130");
  if (work.target.scope == Scope::system) {
    section.add("LogRateLimitIntervalSec", "30s");
    section.add("LogRateLimitBurst", "1000000000");
  }
  for (const char* accounting : {"CPUAccounting", "MemoryAccounting", "TasksAccounting"})
    section.add(accounting, "yes");
}

std::string session_text(Work& work, const std::string& own_file)
{
  const Server& server = work.server;
  const std::string& program = work.target.session_program;
  const auto grace = grace_of(server);
  Section unit("Unit", work);
  unit.add("Description", "Session of MCP server " + server.name.str());
  unit.add("Documentation", "man:mcpctl(1)");
  unit.add("PartOf", "mcp.target");
  unit.add("CollectMode", "inactive-or-failed");
  add_order(unit, server);
  unit.add_raw();
  Section service("Service", work);
  add_connection(service, work);
  add_identity(service, server, {server.name, {}});
  add_environment(service, server, own_file);
  service.add("ExecStart", render_exec_start(session_argv(server, program, grace)));
  service.add("ExecStop", helper_line(program, "end", server.name,
                                      fmt::format(" {}", end_limit(grace).count())));
  service.add("ExecStopPost", helper_line(program, "ended", server.name, ""));
  service.add_set("TimeoutStartSec", server.life.timeout_start, format_time_span);
  if (!server.life.timeout_stop)
    service.add("TimeoutStopSec", format_time_span(default_timeout_stop));
  add_stop(service, server.life);
  add_limits(service, server.limits);
  service.add_raw();
  return std::string(written_by_us) + unit.text() + service.text();
}

} // namespace

RenderedUnit render_stdio_unit(Work& work)
{
  const Server& server = work.server;
  if (work.target.scope == Scope::system && work.target.client_group.empty())
    work.warnings.push_back(server.name.str()
                            + ": only root can connect, since there is no group mcp; groupadd "
                              "--system mcp, and apply again");
  const InstanceId id{server.name, {}};
  const UnitPaths paths = unit_paths(id, ServerType::stdio);
  std::string environment = environment_text(server, id);
  const std::string own_file =
      environment.empty() ? "" : work.target.unit_folder + '/' + paths.environment;
  RenderedUnit unit{.id = id,
                    .unit = socket_name(server.name),
                    .files = {},
                    .exec_unit = sample_session(server.name),
                    .exec_argv =
                        session_argv(server, work.target.session_program, grace_of(server)),
                    .companions = {},
                    .log_places = log_places(server, id)};
  add_rotation(unit, server, work.target);
  unit.files.push_back({.path = paths.marked, .text = socket_text(work, unit.files)});
  unit.files.push_back({.path = paths.session, .text = session_text(work, own_file)});
  if (!environment.empty())
    unit.files.push_back({.path = paths.environment, .text = std::move(environment), .mode = 0600});
  if (server.life.enabled) {
    unit.files.push_back(
        {.path = paths.wants, .text = "../" + socket_name(server.name), .is_link = true});
  }
  unit.files = sorted(std::move(unit.files));
  return unit;
}

} // namespace mcpctl
