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
  web.written = "node 'a b'";
  web.working_directory = "/srv/web";
  web.user = "ann";
  web.files = {"/u/mcp@.service", "/u/mcp@web:2.service.d/10-mcpctl.conf"};
  web.environment = {{"NODE_ENV", "PORT"}};
  web.environment_files = {"/srv/web/.env"};
  web.secrets = {"TOKEN", "CERT (file)"};
  web.memory_max = "200M";
  web.cpu_quota = "50%";
  return web;
}

ServerDetail failed()
{
  ServerDetail bad{.state = {.id = *parse_instance_id("bad"), .unit = "mcp@bad.service"}};
  bad.state.state = RunState::failed;
  bad.state.active_state = "failed";
  bad.state.sub_state = "failed";
  bad.state.ended_at = now - 7s;
  bad.state.ending = {"exit 1", "exited with status 1"};
  bad.state.restarts = 9;
  bad.state.argv = {"/bin/false"};
  bad.state.source = {"/gone.toml", 1};
  bad.state.orphaned = true;
  bad.written = "/bin/false";
  bad.environment = std::nullopt;
  return bad;
}

} // namespace

TEST_CASE("show_server: one that runs")
{
  const Utc utc;
  const ShowContext context = {
      .now = now, .linger = false, .drop_ins = {"/u/mcp@web:2.service.d/override.conf"}};
  const LogLine line = {.at = now - 1s, .server = "web:2", .message = "\x1b[31mlistening\x07"};
  CHECK(show_server(running(), {line}, context) == R"(web:2  running, stale
  state       running since 11:53:37 (0:10:30), process 4211; systemd says active/running
  restarts    3 automatic since the last start by hand (policy: always)
  memory      69.2M used, at most 200M
  cpu         1.2s used, at most 50%
  tasks       12
  at boot     no, only with your next login: mcpctl startup
  command     /usr/bin/node 'a b'
  written as  node 'a b'
  cwd         /srv/web
  user        ann
  environment NODE_ENV PORT
  env_file    /srv/web/.env
  secrets     TOKEN CERT (file)
  url         http://127.0.0.1:3002/mcp
  defined in  /home/ann/mcp.toml:3
              changed since it was applied: mcpctl apply
  profile     production
  tags        home work
  unit        mcp@web:2.service
  files       /u/mcp@.service
              /u/mcp@web:2.service.d/10-mcpctl.conf
  overridden  /u/mcp@web:2.service.d/override.conf

  last lines of the log
    12:04:06 listening\x07

  next
    mcpctl apply
    mcpctl restart web:2
    mcpctl logs -f web:2
    systemctl --user list-units 'mcp@*'    the resident servers; 'mcp*' is everything
)");
}

TEST_CASE("show_server: one that failed, whose file is gone")
{
  const Utc utc;
  CHECK(show_server(failed(), {}, {.scope = Scope::system, .now = now})
        == R"(bad  failed (exit 1), orphaned
  state       failed; systemd says failed/failed
  last run    exited with status 1 at 12:04:00
  restarts    9 automatic since the last start by hand (policy: always)
  at boot     no (enabled = false)
  command     /bin/false
  environment (names cannot be read: permission denied)
  defined in  /gone.toml:1 (the file is gone)
  unit        mcp@bad.service

  next
    mcpctl remove bad
    mcpctl restart bad
    mcpctl logs bad
    systemctl list-units 'mcp@*'    the resident servers; 'mcp*' is everything
)");
}

TEST_CASE("show_server: one that is only configured")
{
  ServerDetail fresh{.state = {.id = *parse_instance_id("new"), .unit = "mcp@new.service"}};
  fresh.state.argv = {"/bin/true"};
  fresh.written = "/bin/true";
  fresh.environment = std::vector<std::string>{};
  CHECK(show_server(fresh, {}, {.now = now}) == R"(new  not applied
  state       not applied
  command     /bin/true
  unit        mcp@new.service

  next
    mcpctl apply
    mcpctl check
    systemctl --user list-units 'mcp@*'    the resident servers; 'mcp*' is everything
)");
}
