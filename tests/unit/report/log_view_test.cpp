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
  shown.dropped = 812;
  CHECK(
      format_log_line(shown, format, noon)
      == "\x1b[2m12:04:07\x1b[0m \x1b[33mSuppressed 812 messages from mcp@web:1.service\x1b[0m\n");
  const LogFormat named = {.style = {.colour = true}, .label_width = 5};
  LogLine other = line("x");
  const std::string first = format_log_line(other, named, noon);
  CHECK(first == format_log_line(other, named, noon));
  CHECK(first.find("web:1 | ") != std::string::npos);
}

TEST_CASE("format_log_line: standard error is told by the colour of the time")
{
  const Utc utc;
  LogFormat format = {.style = {.colour = true}};
  LogLine shown = line("x");
  shown.stream = LogStream::err;
  shown.priority = 3;
  CHECK(format_log_line(shown, format, noon) == "\x1b[31m12:04:07\x1b[0m x\n");
  LogLine of_file = shown;
  of_file.at = {};
  CHECK(format_log_line(of_file, format, noon) == "\x1b[31mx\x1b[0m\n");
  format.stderr_alone.insert("web:1");
  CHECK(format_log_line(of_file, format, noon) == "x\n");
  CHECK(format_log_line(shown, format, noon) == "\x1b[2m12:04:07\x1b[0m x\n");
}

TEST_CASE("format_log_line: a server's own date format, and lines without a time")
{
  const Utc utc;
  LogFormat format;
  format.dates.emplace("web:1", *DateFormat::parse("YYYY/MM/DD HH:mm"));
  CHECK(format_log_line(line("x"), format, noon) == "2026/02/03 12:04 x\n");
  LogLine other = line("x");
  other.server = "api";
  CHECK(format_log_line(other, format, noon) == "12:04:07 x\n");
  other.at = {};
  format.label_width = 5;
  CHECK(format_log_line(other, format, noon) == "api   | x\n");
}

TEST_CASE("format_log_line: long lines in little memory, tabs and all")
{
  const Utc utc;
  std::string raw, shown;
  for (int i = 0; i < 100'000; ++i) {
    raw += "ab\t\x9b";
    shown += "ab      \\x9b";
    if (i % 2 == 0) {
      raw += "\t";
      shown += "    ";
    } else {
      raw += "....";
      shown += "....";
    }
  }
  CHECK(format_log_line(line(raw), {}, noon) == "12:04:07 " + shown + "\n");
}

TEST_CASE("format_bare_line: the bytes, but to a terminal harmless ones")
{
  CHECK(format_bare_line(line("a\x1b[31mb\xff\nc"), false) == "a\x1b[31mb\xff\nc\n");
  CHECK(format_bare_line(line("a\x1b[31mb\xff\nc\x1b[2J"), true) == "ab\\xff\nc\\x1b[2J\n");
}

TEST_CASE("format_json_line: one object a line, whatever the bytes")
{
  LogLine shown = line("caf\xe9 起動");
  shown.id = *parse_instance_id("web:1");
  shown.unit = "mcp@web:1.service";
  shown.stream = LogStream::err;
  shown.priority = 4;
  shown.pid = 42;
  shown.invocation_id = "0123";
  CHECK(format_json_line(shown)
        == R"({"time":"2026-02-03T12:04:07.000000Z","server":"web","instance":1,)"
           R"("unit":"mcp@web:1.service","file":null,"stream":"stderr","from_systemd":false,)"
           R"("priority":4,"pid":42,"invocation_id":"0123","dropped":null,"message":"caf� 起動"})"
           "\n");
  const LogLine of_file = {.message = "a\n\x1b\u202e", .unit = "u", .file = "/var/log/web.log"};
  CHECK(format_json_line(of_file)
        == R"({"time":null,"server":null,"instance":null,"unit":"u","file":"/var/log/web.log",)"
           R"("stream":null,"from_systemd":false,"priority":null,"pid":null,)"
           R"("invocation_id":null,"dropped":null,"message":"a\n\u001b\u202e"})"
           "\n");
}

TEST_CASE("format_log_line: systemd's word for too little memory gets the limit")
{
  const Utc utc;
  LogLine said = line("mcp@web:1.service: Failed with result 'oom-kill'.");
  LogFormat format;
  CHECK(format_log_line(said, format, noon)
        == "12:04:07 mcp@web:1.service: Failed with result 'oom-kill'.\n");
  format.memory_limits.emplace("web:1", "200M");
  // The server itself may say what it likes.
  CHECK(format_log_line(said, format, noon)
        == "12:04:07 mcp@web:1.service: Failed with result 'oom-kill'.\n");
  said.from_systemd = true;
  CHECK(format_log_line(said, format, noon)
        == "12:04:07 mcp@web:1.service: Failed with result 'oom-kill': out of memory (limit "
           "200M)\n");
  said.message = "mcp@web:1.service: Failed with result 'exit-code'.";
  CHECK(format_log_line(said, format, noon) == "12:04:07 " + said.message + "\n");
}
