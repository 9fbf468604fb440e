#include "report/show_view.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

constexpr RealTime now{1'770'120'247s}; // 2026-02-03 12:04:07 UTC

struct Utc
{
  Utc()
  {
    setenv("TZ", "UTC", 1);
    tzset();
  }
  ~Utc()
  {
    unsetenv("TZ");
    tzset();
  }
};

ServerDetail running()
{
  ServerDetail web{.state = {.id = *parse_instance_id("web:2"), .unit = "mcp@web:2.service"}};
  web.state.state = RunState::running;
  web.state.stale = true;
  web.state.active_state = "active";
  web.state.sub_state = "running";
  web.state.pid = 4211;
  web.state.started_at = now - 630s;
  web.state.restarts = 3;
  web.state.cpu_usec = 1'290'000;
  web.state.memory_bytes = 72'561'459;
  web.state.tasks = 12;
  web.state.argv = {"/usr/bin/node", "a b"};
  web.state.url = "http://127.0.0.1:3002/mcp";
  web.state.profile = "production";
  web.state.tags = {"home", "work"};
  web.state.source = {"/home/ann/mcp.toml", 3};
  web.state.enabled = true;
  web.description = "the web\x07";
  web.written = "node 'a b'";
  web.program = "node";
  web.working_directory = "/srv/web";
  web.user = "ann";
  web.files = {"/u/mcp@.service", "/u/mcp@web:2.service.d/10-mcpctl.conf"};
  web.drop_ins = {"/u/mcp@web:2.service.d/override.conf"};
  web.environment = {{"NODE_ENV", "PORT"}};
  web.environment_files = {{"/srv/web/.env", {{"API_URL"}}}, {"/srv/web/.env.local", {}}};
  web.secrets = {{"TOKEN", Delivery::environment, "/s/TOKEN.env", true},
                 {"CERT", Delivery::file, "/s/CERT", false}};
  web.memory_max = {"200M", 200U << 20U};
  web.memory_high = {"150M", 150U << 20U};
  web.memory = MemoryAccount{.kills = 1, .peak = 90U << 20U};
  web.cpu_quota = {"50%", 50};
  web.tasks_max = {"", 4915};
  web.restart = {"always", 100ms, 10, 60s, 60s};
  web.last_exit = {now - 631s, {"exit 3", "exited with status 3"}};
  web.after = {{"db", RunState::running}, {"network.target", {}}};
  web.helpers = {{"mcpctl-calendar@web:2.timer", "restart_on_calendar", "active", now + 3600s},
                 {"mcpctl-watch@web:2.service", "watch", "active", {}}};
  web.log_files = {{"/var/log/web.log", true, true, {"one\x1b[2J", "two"}, 1536},
                   {"/srv/gone.log", false, true, {}, {}}};
  web.log = {{.at = now - 1s, .server = "web:2", .message = "\x1b[31mlistening\x07"}};
  return web;
}

ServerDetail failed()
{
  ServerDetail bad{.state = {.id = *parse_instance_id("bad"), .unit = "mcp@bad.service"}};
  bad.state.state = RunState::failed;
  bad.state.active_state = "failed";
  bad.state.sub_state = "failed";
  bad.state.ended_at = now - 7s;
  bad.state.ending = {"out of memory (limit 200M)", "ran out of memory (limit 200M)"};
  bad.state.restarts = 9;
  bad.state.argv = {"/bin/false"};
  bad.state.source = {"/gone.toml", 1};
  bad.state.orphaned = true;
  bad.written = "/bin/false";
  bad.environment = std::nullopt;
  bad.memory_max = {"200M", 200U << 20U};
  bad.restart = {"on-failure", 2s, 3, 60s, {}};
  bad.no_log = "no journal of the system can be read: sudo usermod -aG adm ann";
  return bad;
}

ServerDetail listening()
{
  ServerDetail notes{.state = {.id = *parse_instance_id("notes"), .unit = "mcp-notes.socket"}};
  notes.state.type = ServerType::stdio;
  notes.state.state = RunState::listening;
  notes.state.active_state = "active";
  notes.state.sub_state = "listening";
  notes.state.argv = {"/usr/bin/node"};
  notes.state.socket = "/run/user/1000/mcp/notes.sock";
  notes.state.memory_bytes = 50U << 20U;
  notes.state.tasks = 8;
  notes.state.enabled = true;
  notes.written = "/usr/bin/node";
  notes.environment = std::vector<std::string>{};
  notes.memory_max = {"200M", 200U << 20U};
  notes.cpu_quota = {"50%", 50, false};
  notes.tasks_max = {"", 4915};
  SessionState session{.unit = "mcp-notes@1.service",
                       .invocation_id = "0123456789abcdef",
                       .pid = 77,
                       .started_at = now - 60s,
                       .client = parse_session_client("client PID 42 (claude), UID 1000"),
                       .user = "ann"};
  session.cpu_usec = 12'000;
  session.memory_bytes = 50U << 20U;
  notes.state.sessions = {session};
  return notes;
}

} // namespace

TEST_CASE("show_server: one that runs")
{
  const Utc utc;
  const ShowContext context = {.now = now, .linger = false, .of_file = "mcpctl -c mcp.toml"};
  CHECK(show_server(running(), context) == R"(web:2  running, stale
the web\x07

  state        running since 11:53:37 (0:10:30), process 4211; systemd says active/running
  last exit    exited with status 3 at 11:53:36
  restarts     3 automatic since the last start by hand
  policy       always, after 100ms; 10 starts within 1min, then a try each 1min
  at boot      no, only with your next login: mcpctl startup
  after        db (running)
               network.target
  beside it    mcpctl-calendar@web:2.timer (restart_on_calendar): active, next at 13:04:07 in 1h
               mcpctl-watch@web:2.service (watch): active

  memory       69.2M of 200M (35%), slowed above 150M, at most 90.0M so far
               1 process killed for want of memory since its start
  cpu          1.2s, 0.2% of a processor on average, at most 50%
  tasks        12 of 4915 (0%)

  command      /usr/bin/node 'a b'
  cwd          /srv/web
  user         ann
  environment  NODE_ENV PORT
               /srv/web/.env: API_URL
               /srv/web/.env.local: (cannot be read)
  secrets      TOKEN: /s/TOKEN.env
               CERT (as a file): /s/CERT, not set: mcpctl secret set web CERT
  log files    /var/log/web.log: stdout and stderr, 1.5K
               /srv/gone.log: stderr, not there
  url          http://127.0.0.1:3002/mcp

  defined in   /home/ann/mcp.toml:3
               changed since it was applied: mcpctl -c mcp.toml apply
  profile      production
  tags         home work
  unit         mcp@web:2.service
  files        /u/mcp@.service
               /u/mcp@web:2.service.d/10-mcpctl.conf
  overridden   /u/mcp@web:2.service.d/override.conf

  last lines of the log
    12:04:06 listening\x07

  last lines of /var/log/web.log
    one\x1b[2J
    two

  next
    mcpctl -c mcp.toml apply             its configuration has changed
    mcpctl logs -f web:2                 what it writes
    mcpctl restart web:2                 begin anew
    systemctl --user list-units 'mcp@*'  resident servers; 'mcp*' is everything
)");
}

TEST_CASE("show_server: one that failed, whose file is gone")
{
  const Utc utc;
  CHECK(show_server(failed(), {.scope = Scope::system, .now = now, .mcpctl = "mcpctl --system"})
        == R"(bad  failed: out of memory (limit 200M), orphaned

  state        failed; systemd says failed/failed
  last exit    ran out of memory (limit 200M) at 12:04:00
  restarts     9 automatic since the last start by hand
  policy       on-failure, after 2s; 3 starts within 1min, then none
  at boot      no (enabled = false)

  memory       at most 200M

  command      /bin/false
  environment  (names cannot be read: permission denied)

  defined in   /gone.toml:1 (the file is gone)
  unit         mcp@bad.service

  last lines of the log
    no journal of the system can be read: sudo usermod -aG adm ann

  next
    mcpctl --system remove bad    its file is gone
    mcpctl --system logs bad      why
    mcpctl --system restart bad   try again now
    systemctl list-units 'mcp@*'  resident servers; 'mcp*' is everything
)");
}

TEST_CASE("show_server: a stdio server, whose sessions have the limits each")
{
  const Utc utc;
  CHECK(show_server(listening(), {.now = now}) == R"(notes  listening, 1 session

  state        listening; systemd says active/listening
  at boot      yes

  memory       50.0M, each session at most 200M
  cpu          each session at most 50%
  tasks        8
               not in force: the service manager has no cpu controller

  command      /usr/bin/node
  socket       /run/user/1000/mcp/notes.sock

  unit         mcp-notes.socket

  sessions
    SESSION   SINCE     PID   CPU    MEM  CLIENT
    01234567  12:03:07   77  12ms  50.0M  claude (PID 42), user ann

  next
    mcpctl logs -f notes                      what its sessions write
    mcpctl export --for claude-code notes     what a client needs to reach it
    mcpctl restart --sessions notes           begin all sessions anew
    systemctl --user list-units 'mcp-notes*'  the socket and its sessions; 'mcp*' is everything
)");
}

TEST_CASE("show_server: a kill that may be the kernel's own, and a restart that waits")
{
  const Utc utc;
  ServerDetail web = failed();
  web.state.state = RunState::restarting;
  web.state.next_try = now + 41s;
  web.state.ending = {"SIGKILL", "killed by SIGKILL"};
  web.memory_max.kills_are_told = false;
  const std::string text = show_server(web, {.now = now});
  CHECK(text.find("  state        restarting, next try in 41s at 12:04:48; systemd says")
        != std::string::npos);
  CHECK(text.find("killed by SIGKILL, perhaps out of memory (limit 200M) at 12:04:00")
        != std::string::npos);
  web.memory_max.kills_are_told = true;
  CHECK(show_server(web, {.now = now}).find("perhaps") == std::string::npos);
  web.memory_max.kills_are_told = web.memory_max.enforced = false;
  CHECK(show_server(web, {.now = now}).find("perhaps") == std::string::npos);
}

TEST_CASE("show_server: one that is only configured")
{
  ServerDetail fresh{.state = {.id = *parse_instance_id("new"), .unit = "mcp@new.service"}};
  fresh.state.argv = {"/bin/true"};
  fresh.written = "/bin/true";
  fresh.environment = std::vector<std::string>{};
  fresh.files = {"/u/mcp@.service"};
  CHECK(show_server(fresh, {.now = now}) == R"(new  not applied

  state        not applied

  command      /bin/true

  unit         mcp@new.service, not installed yet

  next
    mcpctl apply                         install it and start it
    mcpctl apply --dry-run --diff        what that would do
    systemctl --user list-units 'mcp@*'  resident servers; 'mcp*' is everything
)");
}

TEST_CASE("written as: only where it says more than which file the program is")
{
  ServerDetail web = running();
  web.written = "node 'a b'";
  CHECK(show_server(web, {.now = now}).find("written as") == std::string::npos);
  web.written = "node \"a b\"";
  CHECK(show_server(web, {.now = now}).find("  written as   node \"a b\"\n") != std::string::npos);
}
