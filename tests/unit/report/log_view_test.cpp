#include "report/log_view.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <ctime>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

constexpr RealTime noon{1'770'120'247s}; // 2026-02-03 12:04:07 UTC

LogLine line(const std::string& message)
{
  return {.at = noon, .server = "web:1", .message = message};
}

// Times are shown in the process's zone.
struct Utc
{
  Utc()
  {
    setenv("TZ", "UTC", 1);
    tzset();
  }
  ~Utc()
  {
    unsetenv("TZ");
    tzset();
  }
};

} // namespace

TEST_CASE("format_log_line: time and message, whatever the bytes")
{
  const Utc utc;
  struct Row
  {
    const char* what;
    std::string message, expected;
  };
  const Row rows[] = {
      {"plain", "listening on 3001", "12:04:07 listening on 3001\n"},
      {"empty", "", "12:04:07 \n"},
      {"several lines", "a\nb\n\nc", "12:04:07 a\n12:04:07 b\n12:04:07 \n12:04:07 c\n"},
      {"newline at the end", "a\n", "12:04:07 a\n"},
      {"return at the end", "a\r\nb\r", "12:04:07 a\n12:04:07 b\n"},
      {"colours are dropped", "\x1b[1;32minfo\x1b[0m ok\x1b[m", "12:04:07 info ok\n"},
      {"other sequences show", "\x1b[2J\x1b]0;title\x07", "12:04:07 \\x1b[2J\\x1b]0;title\\x07\n"},
      {"a colour sequence cut short", "x\x1b[31", "12:04:07 x\\x1b[31\n"},
      {"tabs become blanks", "a\tb", "12:04:07 a       b\n"},
      {"no UTF-8", "caf\xe9", "12:04:07 caf\\xe9\n"},
      {"other scripts", "起動しました", "12:04:07 起動しました\n"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(format_log_line(line(row.message), {}, noon + 1h) == row.expected);
    }
  }
}

TEST_CASE("format_log_line: names, indentation and other days")
{
  const Utc utc;
  CHECK(format_log_line(line("a\nb"), {.label_width = 7}, noon)
        == "12:04:07 web:1   | a\n12:04:07 web:1   | b\n");
  CHECK(format_log_line(line("a"), {.indent = 2}, noon) == "  12:04:07 a\n");
  CHECK(format_log_line(line("a"), {}, noon + 24h) == "2026-02-03 12:04:07 a\n");
}

TEST_CASE("format_log_line: colours")
{
  const Utc utc;
  const LogFormat format = {.style = {.colour = true}};
  LogLine shown = line("x");
  CHECK(format_log_line(shown, format, noon) == "\x1b[2m12:04:07\x1b[0m x\n");
  shown.priority = 3;
  CHECK(format_log_line(shown, format, noon) == "\x1b[2m12:04:07\x1b[0m \x1b[31mx\x1b[0m\n");
  shown.from_systemd = true;
  CHECK(format_log_line(shown, format, noon) == "\x1b[2m12:04:07\x1b[0m \x1b[2mx\x1b[0m\n");
  shown.message = "Suppressed 812 messages from mcp@web:1.service";
  CHECK(
      format_log_line(shown, format, noon)
      == "\x1b[2m12:04:07\x1b[0m \x1b[33mSuppressed 812 messages from mcp@web:1.service\x1b[0m\n");
  const LogFormat named = {.style = {.colour = true}, .label_width = 5};
  LogLine other = line("x");
  const std::string first = format_log_line(other, named, noon);
  CHECK(first == format_log_line(other, named, noon));
  CHECK(first.find("web:1 | ") != std::string::npos);
}
