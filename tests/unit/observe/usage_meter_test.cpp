#include "observe/usage_meter.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

Usage used(std::uint64_t cpu_usec)
{
  return {.cpu_usec = cpu_usec, .memory_bytes = 10 * cpu_usec, .tasks = 1};
}

} // namespace

TEST_CASE("UsageMeter: percent of one processor between two looks")
{
  UsageMeter meter;
  const UsageMeter::Time begin{100s};
  meter.add("web", used(500'000), begin);
  CHECK_FALSE(meter.of("web").cpu_percent);
  CHECK(meter.of("web").usage.memory_bytes == 5'000'000);
  CHECK_FALSE(meter.of("other").usage.memory_bytes);

  SUBCASE("half a second in two")
  {
    meter.add("web", used(1'500'000), begin + 2s);
    CHECK(meter.of("web").cpu_percent == 50.0);
  }
  SUBCASE("looks in quick succession tell the use, but not how busy it is")
  {
    meter.add("web", used(600'000), begin + 1s);
    meter.add("web", used(700'000), begin + 1010ms);
    CHECK(meter.of("web").cpu_percent == 10.0);
    CHECK(meter.of("web").usage.cpu_usec == 700'000);
    meter.add("web", used(800'000), begin + 2s);
    CHECK(meter.of("web").cpu_percent == 20.0);
  }
  SUBCASE("a run that began anew is known from its second look on")
  {
    meter.add("web", used(600'000), begin + 1s);
    meter.add("web", used(100'000), begin + 2s);
    CHECK_FALSE(meter.of("web").cpu_percent);
    meter.add("web", used(400'000), begin + 3s);
    CHECK(meter.of("web").cpu_percent == 30.0);
  }
  SUBCASE("what cannot be counted has no percentage")
  {
    meter.add("web", {.cpu_usec = std::nullopt, .memory_bytes = 7}, begin + 1s);
    CHECK_FALSE(meter.of("web").cpu_percent);
    CHECK(meter.of("web").usage.memory_bytes == 7);
  }
  SUBCASE("who was not looked at since is forgotten")
  {
    meter.add("new", used(1), begin + 1s);
    meter.forget_before(begin + 1s);
    CHECK_FALSE(meter.of("web").usage.cpu_usec);
    CHECK(meter.of("new").usage.cpu_usec == 1);
  }
}
