#include "observe/observe.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

ServerState sample(const char* name, int run, std::optional<std::uint64_t> cpu_usec)
{
  ServerState server{.id = *parse_instance_id(name)};
  server.unit = unit_name(server.id);
  server.pid = 100;
  server.started_at = RealTime(std::chrono::seconds(run));
  server.cpu_usec = cpu_usec;
  return server;
}

} // namespace

TEST_CASE("retry_timer_name")
{
  CHECK(retry_timer_name(*parse_instance_id("web")) == "mcpctl-retry@web.timer");
  CHECK(retry_timer_name(*parse_instance_id("web:2")) == "mcpctl-retry@web:2.timer");
}

TEST_CASE("add_cpu_percent: between two samples of the same run")
{
  const std::vector<ServerState> before = {sample("a", 1, 1'000'000), sample("b", 1, 5'000'000),
                                           sample("c", 1, std::nullopt), sample("e", 1, 900)};
  std::vector<ServerState> now = {sample("a", 1, 4'000'000), sample("b", 2, 6'000'000),
                                  sample("c", 1, 10), sample("d", 1, 10), sample("e", 1, 100)};
  add_cpu_percent(now, before, 2s);
  CHECK(now[0].cpu_percent == doctest::Approx(150));
  CHECK_FALSE(now[1].cpu_percent); // another run
  CHECK_FALSE(now[2].cpu_percent); // not known before
  CHECK_FALSE(now[3].cpu_percent); // not there before
  CHECK_FALSE(now[4].cpu_percent); // counted anew

  std::vector<ServerState> at_once = {sample("a", 1, 4'000'000)};
  add_cpu_percent(at_once, before, 0s);
  CHECK_FALSE(at_once[0].cpu_percent);
}
