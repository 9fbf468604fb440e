#include "monit/frame.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("fitted: cut or filled to the width, whatever the pieces")
{
  const StripLine line = {{.text = "日本"}, {.text = "ab"}};
  CHECK(text_of(fitted(line, 8)) == "日本ab  ");
  CHECK(text_of(fitted(line, 6)) == "日本ab");
  CHECK(text_of(fitted(line, 5)) == "日本…");
  CHECK(text_of(fitted({{.text = "日本語"}}, 4)) == "日… ");
  CHECK(text_of(fitted(line, 0)).empty());
  CHECK(fitted({{.text = "x", .reverse = true}}, 3).back().reverse);
}

TEST_CASE("spread: both ends, or the left one alone")
{
  CHECK(text_of(spread({{.text = "left"}}, {{.text = "right"}}, 12)) == "left   right");
  CHECK(text_of(spread({{.text = "left"}}, {{.text = "right"}}, 8)) == "left    ");
}

TEST_CASE("ascii_text: what looks alike, as wide as it was")
{
  CHECK(ascii_text("── log │ ▁▄█ ●✗ …") == "-- log | _=# *! ~");
  CHECK(ascii_text("日本 é") == "???? ?");
  CHECK(ascii_text("e\u0301") == "e");
}
