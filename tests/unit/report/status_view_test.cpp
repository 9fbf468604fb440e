#include "report/status_view.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

constexpr RealTime now{1'000'000s};

ServerState server(const char* name, RunState state)
{
  ServerState server{.id = *parse_instance_id(name), .state = state};
  server.argv = {"/usr/bin/node", "index.js"};
  server.stale = false;
  return server;
}

ServerState running(const char* name)
{
  ServerState up = server(name, RunState::running);
  up.pid = 4211;
  up.started_at = now - 630s;
  up.restarts = 0;
  up.cpu_usec = 1'290'000;
  up.memory_bytes = 72'561'459;
  return up;
}

ServerState retrying(const char* name)
{
  ServerState down = server(name, RunState::restarting);
  down.restarts = 9;
  down.ending = {"exit 1", "exited with status 1"};
  down.next_try = now + 40'200ms;
  return down;
}

std::vector<ServerState> some_servers()
{
  ServerState stale = running("web:1");
  stale.stale = true;
  ServerState orphan = server("old", RunState::stopped);
  orphan.orphaned = true;
  orphan.owner = "/srv/my files/mcp.toml";
  orphan.restarts = 0;
  return {running("files"), retrying("flaky"), orphan, stale, server("new", RunState::not_applied)};
}

} // namespace

TEST_CASE("status_table: a line for each unit")
{
  CHECK(
      status_table(some_servers(), {}, now)
      == R"(NAME   STATE                                  PID   UPTIME  RESTARTS   CPU    MEM  COMMAND
files  running                               4211  0:10:30         0  1.2s  69.2M  /usr/bin/node index.js
flaky  restarting (exit 1), next try in 41s     -        -         9     -      -  /usr/bin/node index.js
old    stopped, orphaned                        -        -         0     -      -  /usr/bin/node index.js
web:1  running, stale                        4211  0:10:30         0  1.2s  69.2M  /usr/bin/node index.js
new    not applied                              -        -         -     -      -  /usr/bin/node index.js
)");
}

TEST_CASE("status_table: the profile in force, where there is one")
{
  ServerState production = running("web");
  production.profile = "production";
  CHECK(status_table({production, running("files")}, {}, now)
        == R"(NAME   STATE     PID   UPTIME  RESTARTS   CPU    MEM  PROFILE     COMMAND
web    running  4211  0:10:30         0  1.2s  69.2M  production  /usr/bin/node index.js
files  running  4211  0:10:30         0  1.2s  69.2M  -           /usr/bin/node index.js
)");
}

TEST_CASE("status_table: a terminal gets colours and no wrapped line")
{
  CHECK(
      status_table({running("files")}, {.colour = true, .width = 70}, now)
      == "\x1b[1mNAME\x1b[0m   \x1b[1mSTATE\x1b[0m     \x1b[1mPID\x1b[0m   \x1b[1mUPTIME\x1b[0m  "
         "\x1b[1mRESTARTS\x1b[0m   \x1b[1mCPU\x1b[0m    \x1b[1mMEM\x1b[0m  \x1b[1mCOMMAND\x1b[0m\n"
         "files  \x1b[32mrunning\x1b[0m  4211  0:10:30         0  1.2s  69.2M  /usr/bin/node i…\n");
}

TEST_CASE("status_hints: what to do, each thing once")
{
  CHECK(status_hints({running("files")}, "").empty());
  CHECK(status_hints({running("files"), server("new", RunState::not_applied)}, " -c a.toml")
        == "not applied yet: mcpctl -c a.toml apply\n");
  CHECK(status_hints(some_servers(), "")
        == "configuration changed: mcpctl apply\n"
           "'/srv/my files/mcp.toml' is gone; to remove what came from it: mcpctl remove old\n"
           "why: mcpctl logs flaky\n");
}

TEST_CASE("state_in_words")
{
  ServerState failed = server("web", RunState::failed);
  failed.ending = {"SIGSEGV", "killed by SIGSEGV"};
  failed.stale = true;
  failed.orphaned = true;
  CHECK(state_in_words(failed, now) == "failed (SIGSEGV), stale, orphaned");
  CHECK(state_in_words(retrying("web"), now) == "restarting (exit 1), next try in 41s");
  CHECK(state_in_words(retrying("web"), now + 41s) == "restarting (exit 1)");
  ServerState killed = retrying("web");
  killed.state = RunState::failed;
  killed.ending.brief = "out of memory (limit 200M)";
  CHECK(state_in_words(killed, now + 41s) == "failed: out of memory (limit 200M)");
  CHECK(state_in_words(server("web", RunState::not_applied), now) == "not applied");
}

TEST_CASE("status_table: percent when two samples told it")
{
  ServerState busy = running("files");
  busy.cpu_percent = 103.27;
  const std::string table = status_table({busy}, {}, now);
  CHECK(table.find(" 103.3% ") != std::string::npos);
}

TEST_CASE("first_steps: the file is named as a shell takes it")
{
  CHECK(first_steps("/home/ann/.config/mcp/mcp.toml", true)
        == "no servers yet\n"
           "  mcpctl check     what is wrong with /home/ann/.config/mcp/mcp.toml, if anything\n"
           "  mcpctl edit      name your servers there; checks and applies it\n"
           "  mcpctl --help    everything else\n");
  CHECK(first_steps("/home/ann/.config/mcp/mcp.toml", false)
        == "no servers yet\n"
           "  mcpctl init      write a commented /home/ann/.config/mcp/mcp.toml\n"
           "  mcpctl edit      name your servers there; checks and applies it\n"
           "  mcpctl --help    everything else\n");
}
