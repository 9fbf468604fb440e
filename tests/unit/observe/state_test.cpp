#include "observe/state.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <sys/wait.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

RealTime at(std::int64_t seconds)
{
  return RealTime{std::chrono::seconds(1'000'000 + seconds)};
}

Marker marker()
{
  return {.id = *parse_instance_id("web:2"),
          .origin = {"/home/ann/mcp.toml", 3},
          .owner = "/home/ann/mcp.toml",
          .type = ServerType::http,
          .url = "http://127.0.0.1:3002/mcp",
          .argv = {"/usr/bin/node", "index.js"},
          .enabled = true};
}

// Started at 10, up until 20.
UnitState unit(const std::string& active, const std::string& sub)
{
  UnitState state{.summary = {"mcp@web:2.service", "loaded", active, sub}, .loaded = true};
  state.result = "success";
  state.inactive_ended = at(10);
  state.main_started = at(10);
  state.active_since = at(10);
  return state;
}

UnitState ended(const std::string& active, int kind, int status)
{
  UnitState state = unit(active, active == "inactive" ? "dead" : active);
  state.exit_code_kind = kind;
  state.exit_status = status;
  state.main_exited = at(20);
  state.active_ended = at(20);
  return state;
}

UnitState failed(const std::string& result, int kind, int status)
{
  UnitState state = ended("failed", kind, status);
  state.result = result;
  return state;
}

// systemd stops: the unit leaves the active state, then the program ends.
UnitState stopped_by_hand()
{
  UnitState state = ended("inactive", CLD_EXITED, 0);
  state.active_ended = at(19);
  return state;
}

UnitState stopped_between_restarts()
{
  UnitState state = ended("inactive", CLD_EXITED, 0);
  state.inactive_ended = at(21);
  return state;
}

// Ended before systemd took note that it was up.
UnitState never_up()
{
  UnitState state = ended("inactive", CLD_EXITED, 0);
  state.active_since = at(2);
  state.active_ended = at(5);
  return state;
}

UnitState given_up()
{
  UnitState state = failed("exit-code", CLD_EXITED, 1);
  state.inactive_ended = at(21);
  return state;
}

UnitState with_load_state(const std::string& load_state)
{
  UnitState state{.summary = {"mcp@web:2.service", load_state, "inactive", "dead"}};
  return state;
}

} // namespace

TEST_CASE("state_of: systemd's words and the order of events tell the state")
{
  struct Row
  {
    const char* what;
    UnitState unit;
    Circumstances around;
    RunState state;
    std::string brief;
  };
  const Row rows[] = {
      {"running", unit("active", "running"), {}, RunState::running, ""},
      {"reloading is running", unit("reloading", "reload"), {}, RunState::running, ""},
      {"starting", unit("activating", "start"), {}, RunState::starting, ""},
      {"stopping", unit("deactivating", "stop-sigterm"), {}, RunState::stopping, ""},
      {"between restarts", unit("activating", "auto-restart"), {}, RunState::restarting, ""},
      {"as 254 calls it", unit("activating", "auto-restart-queued"), {}, RunState::restarting, ""},
      {"never started", with_load_state("loaded"), {}, RunState::stopped, ""},
      {"by itself with status 0", ended("inactive", CLD_EXITED, 0), {}, RunState::exited, ""},
      {"by itself, at once", never_up(), {}, RunState::exited, ""},
      {"stopped before it was ready", never_up(), {.notifies = true}, RunState::stopped, ""},
      {"stopped, answering TERM with 0", stopped_by_hand(), {}, RunState::stopped, ""},
      {"stopped by TERM", ended("inactive", CLD_KILLED, 15), {}, RunState::stopped, ""},
      {"stopped while a restart was due", stopped_between_restarts(), {}, RunState::stopped, ""},
      {"failed, then reset by stop", ended("inactive", CLD_EXITED, 1), {}, RunState::stopped, ""},
      {"failed for good", failed("exit-code", CLD_EXITED, 1), {}, RunState::failed, "exit 1"},
      {"given up, tried again later", given_up(), {at(60), 100ms}, RunState::restarting, "exit 1"},
      {"given up, no timer", given_up(), {}, RunState::failed, "exit 1"},
      {"a timer that will find nothing to restart",
       failed("exit-code", CLD_EXITED, 1),
       {at(60), 100ms},
       RunState::failed,
       "exit 1"},
      {"unit file not understood",
       with_load_state("bad-setting"),
       {},
       RunState::failed,
       "bad unit file"},
      {"masked", with_load_state("masked"), {}, RunState::stopped, "masked"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      const ServerState server = state_of(marker(), row.unit, row.around);
      CHECK(std::string(to_string(server.state)) == to_string(row.state));
      CHECK(server.ending.brief == row.brief);
    }
  }
}

TEST_CASE("state_of: how a run ended, in words")
{
  struct Row
  {
    UnitState unit;
    std::string brief, words;
  };
  UnitState start_timeout = failed("timeout", CLD_KILLED, 9);
  start_timeout.active_since = at(5);
  UnitState over_limit = failed("oom-kill", CLD_KILLED, 9);
  over_limit.memory_max = 200U << 20U;
  const Row rows[] = {
      {failed("exit-code", CLD_EXITED, 1), "exit 1", "exited with status 1"},
      {failed("exit-code", CLD_EXITED, 203), "203/EXEC",
       "could not start: the program is missing or cannot be executed (203/EXEC)"},
      {failed("exit-code", CLD_EXITED, 200), "200/CHDIR",
       "could not start: the working directory cannot be entered (200/CHDIR)"},
      {failed("exit-code", CLD_EXITED, 217), "217/USER",
       "could not start: its user does not exist or cannot be taken on (217/USER)"},
      {failed("exit-code", CLD_EXITED, 226), "226/NAMESPACE",
       "could not start: its view of the file system cannot be set up (226/NAMESPACE)"},
      {failed("signal", CLD_KILLED, 11), "SIGSEGV", "killed by SIGSEGV"},
      {failed("signal", CLD_KILLED, 40), "SIGRTMIN+6", "killed by SIGRTMIN+6"},
      {failed("core-dump", CLD_DUMPED, 6), "SIGABRT", "killed by SIGABRT, core dumped"},
      {failed("oom-kill", CLD_KILLED, 9), "out of memory", "ran out of memory"},
      {over_limit, "out of memory (limit 200M)", "ran out of memory (limit 200M)"},
      {failed("timeout", CLD_KILLED, 9), "timed out", "did not stop in time"},
      {start_timeout, "start timed out", "was not ready in time"},
      {failed("watchdog", CLD_DUMPED, 6), "watchdog", "did not report to the watchdog in time"},
      {failed("start-limit-hit", CLD_EXITED, 3), "exit 3",
       "was started too often; last it exited with status 3"},
      {failed("start-limit-hit", 0, 0), "started too often", "was started too often"},
      {failed("protocol", CLD_EXITED, 0), "not ready", "ended before it said that it was ready"},
      {failed("resources", 0, 0), "could not start",
       "could not start: a file or resource that the unit needs is missing"},
      {failed("exit-code", 0, 0), "exit-code", "a helper process of the unit failed"},
      {failed("exec-condition", 0, 0), "exec-condition", "systemd says: exec-condition"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.unit.result);
    const ServerState server = state_of(marker(), row.unit, {});
    CHECK(server.ending.brief == row.brief);
    CHECK(server.ending.words == row.words);
  }
}

TEST_CASE("state_of: times and the process")
{
  UnitState up = unit("active", "running");
  up.main_pid = 42;
  up.restarts = 3;
  const ServerState running = state_of(marker(), up, {});
  CHECK(running.unit == "mcp@web:2.service");
  CHECK(running.pid == 42);
  CHECK(running.started_at == at(10));
  CHECK(running.last_start == at(10));
  CHECK(uptime(running, at(640)) == 630s);
  CHECK(uptime(running, at(0)) == 0s);
  CHECK(running.restarts == 3);
  CHECK_FALSE(running.exit_status);
  CHECK_FALSE(running.ended_at);
  CHECK(is_up(running));

  const ServerState dead = state_of(marker(), failed("exit-code", CLD_EXITED, 7), {});
  CHECK_FALSE(dead.pid);
  CHECK_FALSE(uptime(dead, at(640)));
  CHECK(dead.ended_at == at(20));
  CHECK(dead.exit_status == 7);
  CHECK_FALSE(is_up(dead));
}

TEST_CASE("state_of: the next try is the timer's, or a long pause's end")
{
  CHECK(state_of(marker(), given_up(), {at(60), 100ms}).next_try == at(60));
  UnitState waiting = failed("exit-code", CLD_EXITED, 1);
  waiting.summary.active_state = "activating";
  waiting.summary.sub_state = "auto-restart";
  CHECK(state_of(marker(), waiting, {RealTime{}, 30s}).next_try == at(50));
  CHECK_FALSE(state_of(marker(), waiting, {RealTime{}, 100ms}).next_try);
  CHECK_FALSE(state_of(marker(), unit("active", "running"), {RealTime{}, 30s}).next_try);
}

TEST_CASE("state_of_not_applied: only what the configuration knows")
{
  const ServerState server = state_of_not_applied(marker());
  CHECK(std::string(to_string(server.state)) == "not applied");
  CHECK(server.url == "http://127.0.0.1:3002/mcp");
  CHECK(server.source.line == 3);
  CHECK_FALSE(server.enabled);
  CHECK_FALSE(server.restarts);
}
