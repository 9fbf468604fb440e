#include "model/diagnostic.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("has_errors: warnings alone are no errors")
{
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({Diagnostic{.severity = Severity::warning}}));
  CHECK(has_errors({Diagnostic{.severity = Severity::warning}, Diagnostic{}}));
}

TEST_CASE("format_diagnostic: place, message, line, caret and hint")
{
  const Diagnostic diagnostic{
      .place = {.file = "~/.config/mcp/mcp.toml", .line = 14, .column = 1, .width = 6},
      .message = R"(unknown key "comand" in [servers.files])",
      .hint = R"(did you mean "command"?)",
      .source_line = R"(comand = ["npx", "server-files"])",
  };
  CHECK(format_diagnostic(diagnostic)
        == "~/.config/mcp/mcp.toml:14:1: error: unknown key \"comand\" in [servers.files]\n"
           "   14 | comand = [\"npx\", \"server-files\"]\n"
           "      | ^~~~~~ did you mean \"command\"?\n");
}

TEST_CASE("format_diagnostic: what is unknown is left out")
{
  CHECK(format_diagnostic({.message = "no servers"}) == "error: no servers\n");
  CHECK(format_diagnostic({.place = {.file = "a.toml"}, .message = "no servers", .hint = "add one"})
        == "a.toml: error: no servers; add one\n");
  CHECK(format_diagnostic({.severity = Severity::warning,
                           .place = {.file = "a.toml", .line = 2},
                           .message = "odd",
                           .source_line = "x = 1"})
        == "a.toml:2: warning: odd\n"
           "    2 | x = 1\n"
           "      |\n");
  CHECK(format_diagnostic({.place = {.file = "a.toml", .line = 123456, .column = 1},
                           .message = "odd",
                           .source_line = "x"})
        == "a.toml:123456:1: error: odd\n"
           "123456 | x\n"
           "       | ^\n");
}

TEST_CASE("format_diagnostic: the caret stands below what it means")
{
  struct Row
  {
    std::string what;
    std::string line;
    unsigned column;
    unsigned width;
    std::string expected;
  };
  const Row rows[] = {
      {"a tab goes to the next multiple of eight", "\tkey", 2, 3,
       "    1 |         key\n      |         ^~~\n"},
      {"two-byte characters take one column", "éé x", 6, 1, "    1 | éé x\n      |    ^\n"},
      {"wide characters take two", "日本 = 1", 1, 6, "    1 | 日本 = 1\n      | ^~~~\n"},
      {"a combining mark takes none", "e\u0301 x", 5, 1, "    1 | e\u0301 x\n      |   ^\n"},
      {"an escape sequence does not reach the terminal", "\x1b[31m x", 7, 1,
       "    1 | \\x1b[31m x\n      |          ^\n"},
      {"invalid UTF-8 is shown as its bytes", "\xff\xc0\x80 x", 5, 1,
       "    1 | \\xff\\xc0\\x80 x\n      |              ^\n"},
      {"a mark that turns the direction of text", "\u202e x", 5, 1,
       "    1 | \\u202e x\n      |        ^\n"},
      {"behind the end", "x =", 4, 1, "    1 | x =\n      |    ^\n"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what.c_str())
    {
      const Diagnostic diagnostic{
          .place = {"f", 1, row.column, row.width}, .message = "m", .source_line = row.line};
      CHECK(format_diagnostic(diagnostic)
            == "f:1:" + std::to_string(row.column) + ": error: m\n" + row.expected);
    }
  }
}

TEST_CASE("format_diagnostic: a long line is clipped round the caret")
{
  const auto text = [](unsigned column, unsigned width) {
    const std::string line = std::string(200, 'a') + "KEY" + std::string(200, 'b');
    return format_diagnostic(
        {.place = {"f", 1, column, width}, .message = "m", .source_line = line});
  };
  CHECK(text(201, 3)
        == "f:1:201: error: m\n"
           "    1 | …"
               + std::string(40, 'a') + "KEY" + std::string(57, 'b') + "…\n      | "
               + std::string(41, ' ') + "^~~\n");
  CHECK(text(1, 2)
        == "f:1:1: error: m\n"
           "    1 | "
               + std::string(100, 'a') + "…\n      | ^~\n");
  CHECK(text(201, 203)
        == "f:1:201: error: m\n"
           "    1 | …"
               + std::string(40, 'a') + "KEY" + std::string(57, 'b') + "…\n      | "
               + std::string(41, ' ') + "^" + std::string(59, '~') + "\n");
}

TEST_CASE("format_diagnostic: messages cannot write to the terminal either")
{
  CHECK(format_diagnostic({.place = {.file = "a\nb"}, .message = "bad \x1b[2J", .hint = "\a"})
        == "a\\nb: error: bad \\x1b[2J; \\x07\n");
}
