#include "plan/settle.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

Awaited web(std::chrono::microseconds settle = 1s)
{
  return {.unit = "mcp@web.service",
          .id = parse_instance_id("web").value(),
          .settle = settle,
          .type = ServerType::http};
}

SteadyTime at(std::chrono::milliseconds time)
{
  return SteadyTime(1h) + time;
}

UnitState state(const std::string& active, const std::string& sub, unsigned restarts = 0)
{
  UnitState state;
  state.summary = {"mcp@web.service", "loaded", active, sub};
  state.loaded = true;
  state.restarts = restarts;
  state.invocation_id = "run" + std::to_string(restarts);
  state.result = "success";
  return state;
}

UnitState running(unsigned restarts = 0)
{
  return state("active", "running", restarts);
}

UnitState ended(UnitState state, int status, const std::string& result = "exit-code",
                int kind = CLD_EXITED)
{
  state.result = result;
  state.exit_code_kind = kind;
  state.exit_status = status;
  state.main_started = RealTime(100s);
  state.main_exited = RealTime(100s + 400ms);
  return state;
}

UnitState waiting_for_restart(unsigned restarts, int status = 1)
{
  return ended(state("activating", "auto-restart", restarts), status);
}

} // namespace

TEST_CASE("settle: up once it has been the same run for its settling time")
{
  Observation web_seen(web());
  web_seen.see(running(), at(0ms));
  CHECK(web_seen.verdict().fate == Fate::waiting);
  CHECK(web_seen.settles_at() == at(1000ms));
  web_seen.see(running(), at(999ms));
  CHECK(web_seen.verdict().fate == Fate::waiting);
  web_seen.see(running(), at(1000ms));
  CHECK(web_seen.verdict().up());
  CHECK(describe(web_seen.verdict()).empty());
}

TEST_CASE("settle: a restart starts the time anew, even if it was not seen happening")
{
  Observation seen(web());
  seen.see(running(0), at(0ms));
  seen.see(running(1), at(900ms));
  seen.see(running(1), at(1500ms));
  CHECK(seen.verdict().fate == Fate::waiting);
  seen.see(running(1), at(1900ms));
  CHECK(seen.verdict().up());
}

TEST_CASE("settle: the third failure is the last")
{
  Observation seen(web());
  seen.see(running(0), at(0ms));
  seen.see(waiting_for_restart(0), at(400ms));
  CHECK_FALSE(seen.settles_at().has_value());
  seen.see(running(1), at(500ms));
  seen.see(waiting_for_restart(1), at(900ms));
  CHECK(seen.verdict().fate == Fate::waiting);
  seen.see(running(2), at(1000ms));
  seen.see(waiting_for_restart(2), at(1400ms));
  CHECK(seen.verdict().fate == Fate::failing);
  CHECK(describe(seen.verdict())
        == "started but did not stay up: exited with status 1 after 0.4 s, 3 times");
}

TEST_CASE("settle: a failed unit is not waited for")
{
  Observation seen(web());
  seen.see(ended(state("failed", "failed"), 203), at(0ms));
  CHECK(seen.verdict().fate == Fate::failing);
  CHECK(describe(seen.verdict())
        == "could not start: the program is missing or cannot be executed (203/EXEC)");
}

TEST_CASE("settle: killed by a signal")
{
  Observation seen(web());
  seen.see(ended(state("failed", "failed"), SIGSEGV, "signal", CLD_KILLED), at(0ms));
  CHECK(describe(seen.verdict()) == "started but did not stay up: killed by SIGSEGV after 0.4 s");
}

TEST_CASE("settle: readiness ends the wait, but only of the run that was asked")
{
  SUBCASE("the same run")
  {
    Observation seen(web());
    seen.see(running(), at(0ms));
    seen.answered();
    seen.see(running(), at(50ms));
    CHECK(seen.verdict().up());
  }
  SUBCASE("the run that answered is gone")
  {
    Observation seen(web());
    seen.see(running(0), at(0ms));
    seen.answered();
    seen.see(running(1), at(50ms));
    CHECK(seen.verdict().fate == Fate::waiting);
  }
}

TEST_CASE("settle: a service that notifies is up when systemd calls it active")
{
  const UnitFile drop_in{.path = "mcp@web.service.d/10-mcpctl.conf",
                         .text = "\n[Service]\nType=notify\n"};
  const Awaited notifies = awaited_of({.id = parse_instance_id("web").value()}, {drop_in});
  REQUIRE(notifies.notify);
  Observation seen(notifies);
  seen.see(state("activating", "start"), at(0ms));
  CHECK(seen.verdict().fate == Fate::waiting);
  seen.see(running(), at(10ms));
  CHECK(seen.verdict().up());
}

TEST_CASE("settle: inactive for an instant is on its way, inactive for longer is an end")
{
  Observation seen(web());
  seen.see(running(0), at(0ms));
  seen.see(ended(state("inactive", "dead"), 0, "success"), at(100ms));
  CHECK(seen.verdict().fate == Fate::waiting);
  SUBCASE("it comes back")
  {
    seen.see(running(1), at(150ms));
    seen.see(running(1), at(1150ms));
    CHECK(seen.verdict().up());
  }
  SUBCASE("it ended by itself")
  {
    seen.see(ended(state("inactive", "dead"), 0, "success"), at(400ms));
    CHECK(seen.verdict().fate == Fate::exited);
    CHECK(describe(seen.verdict()) == "ended by itself: exited with status 0 after 0.4 s");
    CHECK(seen.verdict().looks_like_stdio);
  }
}

TEST_CASE("settle: stopped meanwhile")
{
  Observation seen(web());
  seen.see(state("inactive", "dead"), at(0ms));
  seen.see(state("inactive", "dead"), at(500ms));
  CHECK(seen.verdict().fate == Fate::stopped);
  CHECK(describe(seen.verdict()) == "stopped while it was being started");
}

TEST_CASE("settle: what exits 0 at once looks like a stdio server, what fails does not")
{
  Observation seen(web());
  seen.see(waiting_for_restart(2, 0), at(0ms));
  CHECK(seen.verdict().fate == Fate::failing);
  Observation exits(web());
  UnitState zero = ended(state("activating", "auto-restart", 2), 0, "success");
  exits.see(zero, at(0ms));
  CHECK(exits.verdict().looks_like_stdio);
  CHECK(describe(exits.verdict())
        == "started but did not stay up: exited with status 0 after 0.4 s, 3 times");
  Awaited job = web();
  job.runs_once = true;
  Observation once(job);
  once.see(zero, at(0ms));
  CHECK_FALSE(once.verdict().looks_like_stdio);
  Observation fails(web());
  fails.see(waiting_for_restart(2, 1), at(0ms));
  CHECK_FALSE(fails.verdict().looks_like_stdio);
}

TEST_CASE("settle: what never comes says so")
{
  Observation seen(web());
  seen.see(state("activating", "start"), at(0ms));
  CHECK(describe(seen.verdict()) == "not up within the time to wait");
}
