#include "model/date_format.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

constexpr RealTime noon{1'770'120'247s + 8ms + 90us}; // 2026-02-03 12:04:07.008090 UTC, a Tuesday

struct Zone
{
  explicit Zone(const char* name)
  {
    setenv("TZ", name, 1);
    tzset();
  }
  ~Zone()
  {
    unsetenv("TZ");
    tzset();
  }
};

std::string formatted(const char* format, RealTime at = noon)
{
  const Result<DateFormat> parsed = DateFormat::parse(format);
  return parsed.ok() ? parsed->format(at) : "error: " + parsed.error().what;
}

} // namespace

TEST_CASE("DateFormat: PM2's letters and strftime's")
{
  const Zone utc("UTC");
  struct Row
  {
    const char* format;
    const char* expected;
  };
  const Row rows[] = {
      {"YYYY-MM-DD HH:mm:ss", "2026-02-03 12:04:07"},
      {"YYYY-MM-DD HH:mm:ss.SSS Z", "2026-02-03 12:04:07.008 +00:00"},
      {"YYYY-MM-DDTHH:mm:ss.SSSSSSZZ", "2026-02-03T12:04:07.008090+0000"},
      {"ddd Do MMM YY, h:m:s a", "Tue 3rd Feb 26, 12:4:7 pm"},
      {"dddd MMMM D [day] DDDD Q", "Tuesday February 3 day 034 1"},
      {"hh A H M S SS SSSS SSSSS DDD", "12 PM 12 2 0 00 0080 00809 34"},
      {"X x", "1770120247 1770120247008"},
      {"%F %T", "2026-02-03 12:04:07"},
      {"%-d.%-m.%Y %%", "3.2.2026 %"},
      {"[HH", "[12"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.format)
    {
      CHECK(formatted(row.format) == row.expected);
    }
  }
}

TEST_CASE("DateFormat: the process's time zone, midnight, ordinals")
{
  {
    const Zone west("XXX+3:30");
    CHECK(formatted("HH:mm Z") == "08:34 -03:30");
    CHECK(formatted("%H:%M %z") == "08:34 -0330");
  }
  const Zone utc("UTC");
  CHECK(formatted("hh a", noon - 12h) == "12 am");
  CHECK(formatted("Do", noon + 24h * 8) == "11th");
  CHECK(formatted("Do", noon + 24h * 18) == "21st");
}

TEST_CASE("DateFormat: what is none")
{
  for (const char* text : {"", "\x1b[2J HH", "HH\n"})
    CHECK(formatted(text) == "error: a date format is one line of 1 to 256 characters");
  CHECK(formatted("...") == "error: the format names no part of the time");
  for (const char* text : {"%", "50%!", "%Q", "%%"})
    CHECK(formatted(text) == "error: not a format of strftime(3)");
}
