#include "systemd/process.hpp"

#include <doctest/doctest.h>
#include <string>
#include <unistd.h>

using namespace mcpctl;

TEST_CASE("start_ticks: field 22, whatever the process is called")
{
  const std::string behind = " S 1 7 7 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 98765 1000 50";
  CHECK(start_ticks("7 (sleep)" + behind) == 98765U);
  CHECK(start_ticks("7 (a) R 1 (b))" + behind) == 98765U);
  CHECK_FALSE(start_ticks("7 (sleep) S 1 7").has_value());
  CHECK_FALSE(start_ticks("").has_value());
}

TEST_CASE("process_started: this process was started within the last hour, no other one ever")
{
  const auto now = std::chrono::system_clock::now();
  const auto started = process_started(::getpid());
  REQUIRE(started);
  CHECK(*started <= now);
  CHECK(now - *started < std::chrono::hours(1));
  CHECK_FALSE(process_started(-1).has_value());
}
