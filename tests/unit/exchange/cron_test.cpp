#include "exchange/cron.hpp"

#include "model/calendar.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("calendar_of_cron: the same moments, in systemd's words")
{
  struct Row
  {
    const char* pattern;
    const char* expected;
  };
  const Row rows[] = {
      {"0 3 * * *", "*-*-* 03:00:00"},
      {"* * * * *", "*-*-* *:*:00"},
      {"*/15 * * * *", "*-*-* *:00/15:00"},
      {"10/20 * * * *", "*-*-* *:10/20:00"},
      {"0 9-17 * * 1-5", "Mon..Fri *-*-* 09..17:00:00"},
      {"0 9-17/4 * * *", "*-*-* 09,13,17:00:00"},
      {"0 0 * * 0", "Sun *-*-* 00:00:00"},
      {"0 0 * * 7", "Sun *-*-* 00:00:00"},
      {"0 0 * * 5-7", "Fri..Sun *-*-* 00:00:00"},
      {"0 0 * * sun,WED", "Wed,Sun *-*-* 00:00:00"},
      {"0 0 1,15 * *", "*-*-01,15 00:00:00"},
      {"0 0 */2 * *", "*-*-01/2 00:00:00"},
      {"0 0 1-7 * MON", "Mon *-*-01..07 00:00:00"},
      {"0 0 L * *", "*-*~01 00:00:00"},
      {"30 4 1 jan-mar,dec *", "*-01..03,12-01 04:30:00"},
      {"5 0 8 8 *", "*-08-08 00:05:00"},
      {"*/10 * * * * *", "*-*-* *:*:00/10"},
      {"0 0,30 1,2 * * *", "*-*-* 01,02:00,30:00"},
      {"  0\t3 *  * *\n", "*-*-* 03:00:00"},
      {"@daily", "daily"},
      {"@Weekly", "Sun *-*-* 00:00:00"},
      {"@annually", "yearly"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    const Result<std::string> event = calendar_of_cron(row.pattern);
    REQUIRE(event.ok());
    CHECK(*event == row.expected);
    CHECK(check_calendar_event(*event).ok());
  }
}

TEST_CASE("calendar_of_cron: what is no pattern, or has no counterpart")
{
  struct Row
  {
    const char* pattern;
    const char* expected;
  };
  const Row rows[] = {
      {"", "has neither five nor six fields"},
      {"0 3 * *", "has neither five nor six fields"},
      {"@reboot", "has neither five nor six fields"},
      {"60 * * * *", "has no minute that is understood"},
      {"0 24 * * *", "has no hour that is understood"},
      {"0 0 0 * *", "has no day of the month that is understood"},
      {"0 0 * 13 *", "has no month that is understood"},
      {"0 0 * * 8", "has no day of the week that is understood"},
      {"0 0 * * 5#2", "has no day of the week that is understood"},
      {"0 0 * * ?", "has no day of the week that is understood"},
      {"*/0 * * * *", "has no minute that is understood"},
      {"5-1 * * * *", "has no minute that is understood"},
      {"1,,2 * * * *", "has no minute that is understood"},
      {"-1 * * * *", "has no minute that is understood"},
      {"1-2-3 * * * *", "has no minute that is understood"},
      {"99999999999 * * * *", "has no minute that is understood"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    const Result<std::string> event = calendar_of_cron(row.pattern);
    REQUIRE(!event.ok());
    CHECK(event.error().what == row.expected);
  }
}
