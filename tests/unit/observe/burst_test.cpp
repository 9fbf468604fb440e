#include "observe/burst.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

bool bursts(unsigned lines, std::chrono::microseconds apart)
{
  Burst burst;
  RealTime at(1'000'000s);
  for (unsigned i = 0; i < lines; ++i, at += apart)
    burst.add(at);
  return burst.seen();
}

} // namespace

TEST_CASE("Burst: more than the limit within its time")
{
  CHECK(bursts(10'001, 1us));
  CHECK_FALSE(bursts(10'000, 1us));
  CHECK_FALSE(bursts(50'000, 3ms));
  CHECK(bursts(50'000, 2999us));
  Burst untimed;
  for (unsigned i = 0; i < 20'000; ++i)
    untimed.add({});
  CHECK_FALSE(untimed.seen());
}
