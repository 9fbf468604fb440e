#include "observe/server_state.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

ServerState server(int pid, std::uint64_t cpu_usec)
{
  ServerState state{.id = *parse_instance_id("web"), .unit = "mcp@web.service"};
  state.pid = pid;
  state.cpu_usec = cpu_usec;
  return state;
}

} // namespace

TEST_CASE("set_cpu_percent: of one processor, where the same process was seen before")
{
  std::vector<ServerState> servers = {server(7, 1'500'000)};

  SUBCASE("half a second in two")
  {
    set_cpu_percent(servers, {server(7, 500'000)}, 2s);
    CHECK(servers[0].cpu_percent == 50.0);
  }
  SUBCASE("another process")
  {
    set_cpu_percent(servers, {server(6, 500'000)}, 2s);
    CHECK_FALSE(servers[0].cpu_percent);
  }
  SUBCASE("the first look")
  {
    set_cpu_percent(servers, {}, 2s);
    CHECK_FALSE(servers[0].cpu_percent);
  }
  SUBCASE("a control group made anew counts from nothing")
  {
    set_cpu_percent(servers, {server(7, 1'600'000)}, 2s);
    CHECK_FALSE(servers[0].cpu_percent);
  }
}
