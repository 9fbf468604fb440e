#include "systemd/analyze.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

TEST_CASE("moment_in: whole seconds and parts of them")
{
  CHECK(moment_in("  Original form: yesterday\n   UNIX seconds: @1795132800\n").value()
        == RealTime(1795132800s));
  CHECK(moment_in("   UNIX seconds: @1770120245.250000\n       From now: ...").value()
        == RealTime(1770120245s + 250ms));
  CHECK(moment_in("UNIX seconds: @12.5").value() == RealTime(12s + 500ms));
  CHECK(moment_in("Failed to parse").error().what == "systemd-analyze timestamp tells no moment");
  CHECK_FALSE(moment_in("UNIX seconds: @").ok());
}

TEST_CASE("parse_moment: as systemd reads it, and as JSON writes it")
{
  CHECK(parse_moment("@1770120247").value() == RealTime(1770120247s));
  CHECK(parse_moment("2026-02-03 12:04:07 UTC").value() == RealTime(1770120247s));
  CHECK(parse_moment("2026-02-03T12:04:07.25Z").value() == RealTime(1770120247s + 250ms));
  for (const char* text : {"rubbish", "", "1h", "-"})
    CHECK(parse_moment(text).error().what == "no moment that systemd.time(7) knows");
}
