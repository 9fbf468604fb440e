#include "report/in_place.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE(
    "draw_in_place: each line is cleared to its end, then what is below, never the whole screen")
{
  CHECK(draw_in_place("NAME\nweb\n", "why: mcpctl logs web\n", {.rows = 24, .columns = 80})
        == "\x1b[HNAME\x1b[K\r\nweb\x1b[K\r\nwhy: mcpctl logs web\x1b[K\r\n\x1b[J");
}

TEST_CASE("draw_in_place: nothing scrolls, and what does not fit is counted")
{
  const std::string table = "NAME\none\ntwo\nthree\nfour\n";
  SUBCASE("a table that fills the screen")
  {
    CHECK(draw_in_place(table, "", {.rows = 5, .columns = 80})
          == "\x1b[HNAME\x1b[K\r\none\x1b[K\r\ntwo\x1b[K\r\nthree\x1b[K\r\nfour\x1b[K");
  }
  SUBCASE("one that is longer")
  {
    CHECK(draw_in_place(table, "below\n", {.rows = 4, .columns = 80})
          == "\x1b[HNAME\x1b[K\r\none\x1b[K\r\n… 3 more, for a taller window\x1b[K\r\nbelow\x1b[K");
  }
  SUBCASE("what stands below takes half of the screen at most, and no more than its width")
  {
    CHECK(draw_in_place(table, "longer than this\nb\nc\n", {.rows = 4, .columns = 8})
          == "\x1b[HNAME\x1b[K\r\n… 4 mo…\x1b[K\r\nlonger…\x1b[K\r\nb\x1b[K");
  }
  SUBCASE("a screen of one line")
  {
    CHECK(draw_in_place(table, "below\n", {.rows = 1, .columns = 80})
          == "\x1b[H… 5 more, for a taller window\x1b[K");
  }
}
