#include "model/signal.hpp"

#include <csignal>
#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("parse_signal: names with and without SIG, numbers, real-time signals")
{
  CHECK(parse_signal("HUP") == SIGHUP);
  CHECK(parse_signal("SIGHUP") == SIGHUP);
  CHECK(parse_signal("1") == SIGHUP);
  CHECK(parse_signal("RTMIN") == SIGRTMIN);
  CHECK(parse_signal("SIGRTMIN+3") == SIGRTMIN + 3);
  CHECK(parse_signal("RTMAX-1") == SIGRTMAX - 1);
  for (const char* none : {"", "hup", "SIG", "SIGSIGHUP", "0", "-1", "33", "999", "RTMIN-1",
                           "RTMIN+", "RTMIN+99", "RTMAX+1", "HUP "}) {
    CAPTURE(none);
    CHECK_FALSE(parse_signal(none));
  }
}

TEST_CASE("signal_name")
{
  CHECK(signal_name(SIGTERM) == "SIGTERM");
  CHECK(signal_name(SIGRTMIN + 3) == "SIGRTMIN+3");
  CHECK(signal_name(999) == "signal 999");
}
