#include "monit/log_pane.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

// The time zone of the tests' machine decides how times are written: only what follows is looked
// at.
constexpr std::size_t time_width = 10;

void add(LogPane& log, const std::string& message, int priority = 6)
{
  const RealTime now(std::chrono::seconds(1'700'000'000));
  log.add({.at = now, .server = "web", .message = message, .priority = priority}, now);
}

std::string shown(const LogPane& log, std::size_t rows, std::size_t width = 80)
{
  std::string text;
  for (const StripLine& line : log.shown(rows, width))
    text += text_of(line).substr(time_width) + "|";
  return text;
}

LogPane ten_lines()
{
  LogPane log;
  for (int i = 1; i <= 10; ++i)
    add(log, "line " + std::to_string(i));
  return log;
}

} // namespace

TEST_CASE("LogPane: follows the end until it is scrolled, and then stays where it is")
{
  LogPane log = ten_lines();
  CHECK(shown(log, 2) == "line 9|line 10|");
  log.scroll(-3);
  CHECK(shown(log, 2) == "line 6|line 7|");
  add(log, "line 11");
  CHECK(shown(log, 2) == "line 6|line 7|");
  CHECK(log.below() == 4);
  log.scroll(100);
  CHECK(log.follows());
  CHECK(shown(log, 1) == "line 11|");
  log.to_begin();
  CHECK(shown(log, 5) == "line 1|");
  log.scroll(-5);
  CHECK(shown(log, 5) == "line 1|");
}

TEST_CASE("LogPane: finds older lines, then newer ones")
{
  LogPane log = ten_lines();
  add(log, "Line 1 once more");
  log.search("line 1");
  CHECK(log.follows());
  CHECK(log.search_on(true));
  CHECK(shown(log, 1) == "line 10|");
  CHECK(log.search_on(true));
  CHECK(shown(log, 1) == "line 1|");
  CHECK_FALSE(log.search_on(true));
  CHECK(log.search_on(false));
  CHECK(shown(log, 1) == "line 10|");
  log.search("line 4");
  CHECK(shown(log, 1) == "line 4|");
  log.search("nowhere");
  CHECK(shown(log, 1) == "line 4|");
}

TEST_CASE("LogPane: long lines are wrapped below their time, and nothing steers the terminal")
{
  LogPane log;
  add(log, "0123456789日本語\x1b[2J!");
  CHECK(shown(log, 9, 24) == "0123456789日本|語\\x1b[2J!|");
  CHECK(shown(log, 1, 24) == "語\\x1b[2J!|");
  add(log, "two\nlines");
  CHECK(shown(log, 2, 30) == "two|lines|");
  CHECK(LogPane().shown(5, 80).empty());
}

TEST_CASE("LogPane: keeps so many lines")
{
  LogPane log;
  for (std::size_t i = 0; i <= LogPane::most; ++i)
    add(log, std::to_string(i));
  log.to_begin();
  CHECK(shown(log, 1) == "1|");
}

TEST_CASE("wrap")
{
  CHECK(wrap("", 5) == std::vector<std::string>{""});
  CHECK(wrap("abcdef", 3) == std::vector<std::string>{"abc", "def"});
  CHECK(wrap("a日b", 2) == std::vector<std::string>{"a", "日", "b"});
  CHECK(wrap("日", 1) == std::vector<std::string>{"日"});
}
