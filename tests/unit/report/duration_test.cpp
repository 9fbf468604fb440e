#include "report/duration.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>
#include <utility>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

RealTime at(std::int64_t unix_seconds)
{
  return RealTime{std::chrono::seconds(unix_seconds)};
}

} // namespace

TEST_CASE("format_uptime")
{
  CHECK(format_uptime(0s) == "0:00:00");
  CHECK(format_uptime(630s) == "0:10:30");
  CHECK(format_uptime(59min + 59s + 999ms) == "0:59:59");
  CHECK(format_uptime(24h - 1s) == "23:59:59");
  CHECK(format_uptime(3 * 24h + 4h + 5min + 6s) == "3d 4:05:06");
  CHECK(format_uptime(-5s) == "0:00:00");
}

TEST_CASE("format_wait: never promises less than is left")
{
  CHECK(format_wait(0s) == "0s");
  CHECK(format_wait(40s + 1ms) == "41s");
  CHECK(format_wait(60s) == "1min");
  CHECK(format_wait(65s) == "1min 5s");
  CHECK(format_wait(2h) == "2h");
  CHECK(format_wait(2h + 3min + 4s) == "2h 3min");
  CHECK(format_wait(76h + 10min) == "3d 4h");
  CHECK(format_wait(-1s) == "0s");
}

TEST_CASE("format_cpu_time")
{
  CHECK(format_cpu_time(0) == "0ms");
  CHECK(format_cpu_time(12'999) == "12ms");
  CHECK(format_cpu_time(1'290'000) == "1.2s");
  CHECK(format_cpu_time(59'999'999) == "59.9s");
  CHECK(format_cpu_time(184'000'000) == "3min 4s");
  CHECK(format_cpu_time(18'720'000'000) == "5h 12min");
}

TEST_CASE("format_size")
{
  const std::pair<std::uint64_t, const char*> rows[] = {
      {0, "0B"},         {1023, "1023B"},       {1024, "1.0K"},        {72'561'459, "69.2M"},
      {1048575, "1.0M"}, {1ULL << 30U, "1.0G"}, {UINT64_MAX, "16.0E"},
  };
  for (const auto& [bytes, expected] : rows)
    CHECK(format_size(bytes) == expected);
}

TEST_CASE("format_rfc3339: UTC, whatever the time zone")
{
  CHECK(format_rfc3339(at(1770120247)) == "2026-02-03T12:04:07Z");
  CHECK(format_rfc3339(RealTime{1us}) == "1970-01-01T00:00:00Z");
}

TEST_CASE("format_clock: the date only when it is another day")
{
  setenv("TZ", "JST-9", 1);
  tzset();
  CHECK(format_clock(at(1770120247), at(1770120300)) == "21:04:07");
  CHECK(format_clock(at(1770120247), at(1770120247 + 3 * 3600)) == "2026-02-03 21:04:07");
  unsetenv("TZ");
  tzset();
}
