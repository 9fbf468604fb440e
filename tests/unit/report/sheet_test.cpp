#include "report/sheet.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("folded: between words, and a word never")
{
  using Lines = std::vector<std::string>;
  CHECK(folded("one two three", 7) == Lines{"one two", "three"});
  CHECK(folded("one two three", 100) == Lines{"one two three"});
  CHECK(folded("a /very/long/path b", 5) == Lines{"a", "/very/long/path", "b"});
  CHECK(folded("日本 語", 5) == Lines{"日本", "語"});
  CHECK(folded("", 5) == Lines{""});
}

TEST_CASE("Sheet: labels, groups and what is empty")
{
  Sheet sheet({});
  sheet.begin_group();
  sheet.add("one", "1");
  sheet.add("nothing", "");
  sheet.begin_group();
  sheet.add("none", "");
  sheet.begin_group();
  sheet.add_list("list", {"a\x1b", "b"});
  sheet.add_bar("bar", 0.5, "half");
  CHECK(sheet.text() == R"(  one          1

  list         a\x1b
               b
  bar          half
)");
}

TEST_CASE("Sheet: folded on a terminal, with a bar")
{
  Sheet sheet({.width = 42});
  sheet.add("words", "one two three four five six seven");
  sheet.add_whole("command", "one two three four five six seven");
  sheet.add_bar("none", 0, "0%");
  sheet.add_bar("half", 0.5, "50%");
  sheet.add_bar("over", 3, "300%");
  CHECK(sheet.text() == R"(  words        one two three four five six
               seven
  command      one two three four five six seven
  none         ░░░░░░░░░░░░░░░░░░░░ 0%
  half         ██████████░░░░░░░░░░ 50%
  over         ████████████████████ 300%
)");
}

TEST_CASE("Sheet: the nearer the limit, the louder the bar")
{
  const auto bar = [](double part) {
    Sheet sheet({.colour = true, .width = 80});
    sheet.add_bar("", part, "");
    return sheet.text();
  };
  CHECK(bar(0.5).find("\x1b[32m█") != std::string::npos);
  CHECK(bar(0.8).find("\x1b[33m█") != std::string::npos);
  CHECK(bar(0.9).find("\x1b[31m█") != std::string::npos);
}
