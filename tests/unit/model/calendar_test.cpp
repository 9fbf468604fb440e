#include "model/calendar.hpp"

#include <chrono>
#include <doctest/doctest.h>

#include <string>

using namespace mcpctl;

// What systemd 252 says of each ("systemd-analyze calendar").
TEST_CASE("check_calendar_event: takes what systemd takes")
{
  struct Row
  {
    std::string event;
    bool taken;
  };
  const Row rows[] = {
      {"daily", true},
      {"Daily", true},
      {"Mon", true},
      {"Mon..Fri", true},
      {"Fri..Mon", false},
      {"Mon,Wed 12:00", true},
      {"*", false},
      {"*:*", true},
      {"*:0/5", true},
      {"*-*-*", true},
      {"*-*-01", true},
      {"10-15", true},
      {"2026-10-15", true},
      {"26-10-15", true},
      {"*-02~01", true},
      {"*-*~03", true},
      {"05~03", true},
      {"03:00", true},
      {"3:0", true},
      {"03:00:30.5", true},
      {"*:*:*", true},
      {"*:*:0/0.5", true},
      {"25:00", false},
      {"24:00", false},
      {"*-13-*", false},
      {"daily UTC", true},
      {"daily Europe/Berlin", true},
      {"*-*-* 03:00 Europe/Berlin", true},
      {"Mon *-*-* 00:00:00 UTC", true},
      {"1..5:00", true},
      {"1,2..4:00", true},
      {"*/2:00", false},
      {"*-*-*/2", false},
      {"minutely", true},
      {"biannually", true},
      {"semi-annually", true},
      {"anually", true},
      {"bi-annually", true},
      {"Mon.. 03:00", false},
      {"2026-1-1..5", true},
      {"2026..2030-1-1", true},
      {"*-*-1,*", false},
      {"5..1:00", false},
      {"12:00 12:00", false},
      {"Mon Tue", false},
      {"Monday", true},
      {"1970-1-1", true},
      {"1969-1-1", false},
      {"2200-1-1", false},
      {"*:0/100", false},
      {"*:0/60", false},
      {"*:0/61", false},
      {"*:5..10/2", true},
      {"*-*~1/2", false},
      {"*:*:59.9999999", false},
      {"*-*-31..1", false},
      {"*-*-0", false},
      {"*-0-1", false},
      {"Mon  03:00", true},
      {" daily", false},
      {"daily ", false},
      {"*-*-*T03:00", false},
      {"2026-01-01T03:00:00", false},
      {"*:00:*/2", false},
      {"quarterly", true},
      {"*T03:00", false},
      {"03", false},
      {"Mon*-*-*", false},
      {"*-*", true},
      {"*-*-* *:*:* UTC", true},
      {"12:00:60", false},
      {"2-29", true},
      {"*-2-30", true},
      {"2:30 utc", true},
      {"70-1-1", true},
      {"170-1-1", false},
      {"*:1..3,5", true},
      {"*:1,", false},
      {"*:,1", false},
      {"1.5:00", false},
      {"12:00:1.5..3", true},
      {"WEEKLY", true},
      {"wed..Sat,tue 12-10-15 1:2:3", true},
      {"Sun,Mon..", false},
      {"*-*-*/0", false},
      {"*:*/0", false},
      {"*:30/*", false},
      {"*-1..*-1", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.event);
    CHECK(check_calendar_event(row.event).ok() == row.taken);
  }
}

TEST_CASE("check_calendar_event: old and odd forms that systemd takes as well are not needed")
{
  for (const std::string event : {"Mon, 03:00", "@1600000000", "Mon-Fri"}) {
    CAPTURE(event);
    CHECK_FALSE(check_calendar_event(event).ok());
  }
}

TEST_CASE("check_calendar_event: says what is wrong")
{
  const auto words = [](const char* event) { return check_calendar_event(event).error().what; };
  CHECK(words("25:00") == R"("25" is no hour (0 to 23))");
  CHECK(words("*/2:00") == R"("*/2" is no hour: "0/2")");
  CHECK(words("Fri..Mon") == R"("Fri..Mon" ends before it begins)");
  CHECK(words("Mun 03:00") == R"("Mun" is no day of the week, as in "Mon")");
  CHECK(words("tomorrow") == R"("tomorrow" is no day of the week, as in "Mon")");
  CHECK(words("03:00 UTC 04:00") == R"("UTC" is one word too many)");
  CHECK(words("*:0/60") == R"("0/60" never comes to a second minute)");
}

TEST_CASE("has_day_left: what lies in the past, and days that are in no calendar")
{
  struct Row
  {
    const char* event;
    bool left;
  };
  const Row rows[] = {
      {"daily", true},
      {"03:00", true},
      {"Mon..Fri 22:30 Europe/Berlin", true},
      {"2020-01-01", false},
      {"2020-01-01 03:00 UTC", false},
      {"20-1-1", false},
      {"2026-02-12", false},
      {"2026-02-13 00:00", true}, // elsewhere it is still yesterday
      {"2026-02-14", true},
      {"2026-1,2-1..10", false},
      {"2026-1,3-1..10", true},
      {"2020..2025-*-*", false},
      {"2020..2026-*-*", true},
      {"2020,2031-01-01", true},
      {"2020/6-01-01", true},
      {"2020..2024/2-01-01", false},
      {"2027-02-28", true},
      {"*-02-30", false},
      {"*-02,03-30", true},
      {"*-02-29", true},
      {"2027-02-29", false},
      {"2027-02~29", false},
      {"*-02~01", true},
      {"Fri 2027-01-01", true},
      {"Mon..Thu,Sat 2027-01-01", false},
      {"sunday 2026-*-1/31", true},
      {"*-02-31/1", false},
  };
  using namespace std::chrono_literals;
  const RealTime now = std::chrono::sys_days(2026y / 2 / 14) + 12h;
  for (const Row& row : rows) {
    CAPTURE(row.event);
    CHECK(has_day_left(row.event, now) == row.left);
  }
}
