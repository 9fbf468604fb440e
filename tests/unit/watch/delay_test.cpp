#include "watch/delay.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

TEST_CASE("ChangeDelay: due once it is quiet, and not later than ten delays after the first change")
{
  const ChangeDelay::Time start{1h};
  ChangeDelay delay(500ms);
  CHECK_FALSE(delay.due());
  delay.change(start);
  CHECK(delay.due() == start + 500ms);
  delay.change(start + 400ms);
  CHECK(delay.due() == start + 900ms);
  for (auto at = 400ms; at < 10s; at += 400ms)
    delay.change(start + at);
  CHECK(delay.due() == start + 5s);
  delay.reset();
  CHECK_FALSE(delay.due());
  delay.change(start + 20s);
  CHECK(delay.due() == start + 20s + 500ms);
}

TEST_CASE("ChangeDelay: no delay is none")
{
  ChangeDelay delay(0ms);
  delay.change(ChangeDelay::Time{1h});
  CHECK(delay.due() == ChangeDelay::Time{1h});
}
