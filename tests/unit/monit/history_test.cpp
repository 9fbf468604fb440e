#include "monit/history.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("History: the last samples as blocks, the newest to the right")
{
  History history;
  CHECK(history.graph(4, 10) == "    ");
  for (const double sample : {0.0, 5.0, 10.0, 20.0})
    history.add(sample);
  CHECK(history.graph(4, 10) == "▁▅██");
  CHECK(history.graph(2, 20) == "▅█");
  CHECK(history.graph(6, 20) == "  ▁▃▅█");
  CHECK(history.peak(4) == 20);
  CHECK(history.graph(4, 0) == "▁▁▁▁");

  SUBCASE("what was not there is blank")
  {
    history.add(std::nullopt);
    history.add(10);
    CHECK(history.graph(4, 20) == "▅█ ▅");
    CHECK(history.peak(2) == 10);
  }
  SUBCASE("only so many are kept")
  {
    for (std::size_t i = 0; i < History::most; ++i)
      history.add(1);
    CHECK(history.size() == History::most);
    CHECK(history.peak(1000) == 1);
  }
}
