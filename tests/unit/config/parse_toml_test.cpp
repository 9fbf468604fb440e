#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("parse_toml: what is no TOML, in our words and at its place")
{
  struct Row
  {
    std::string text;
    std::string expected;
  };
  const Row rows[] = {
      {"[servers.x]\nport=1\n [servers.x]\n", "mcp.toml:3:2: error: [servers.x] is defined twice\n"
                                              "    3 |  [servers.x]\n"
                                              "      |  ^~~~~~~~~~~ the first is in line 1\n"},
      {"[servers.x]\nport = 1\n  port = 2\n", "mcp.toml:3:3: error: \"port\" is given twice\n"
                                              "    3 |   port = 2\n"
                                              "      |   ^~~~ remove one of them\n"},
      {"project = \"abc\n", "mcp.toml:1:15: error: the string is not closed\n"
                            "    1 | project = \"abc\n"
                            "      |               ^\n"},
      {"project = 'é' oops\n",
       "mcp.toml:1:16: error: syntax error in key-value pair: expected a comment or whitespace, "
       "saw 'o'\n"
       "    1 | project = 'é' oops\n"
       "      |               ^\n"},
      {"a = {b=1,\nc=2}", "mcp.toml:1:10: error: syntax error in inline table: expected key or "
                          "closing '}', saw '\\n'\n"
                          "    1 | a = {b=1,\n"
                          "      |          ^ a table in { } stands on one line\n"},
      {"project = '\x80'", "mcp.toml:1:11: error: the file is not valid UTF-8\n"
                           "    1 | project = '\\x80'\n"
                           "      |           ^ TOML files are UTF-8\n"},
      {std::string("a\0b", 3), "mcp.toml:1:2: error: the file holds a NUL byte: it is no text\n"
                               "    1 | a\\x00b\n"
                               "      |  ^~~~\n"},
  };
  const Disk disk;
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(shown(read_configuration({given_file(row.text)}, disk.context())) == row.expected);
  }
}

TEST_CASE("parse_toml: keys nested beyond reason exhaust no stack")
{
  const Disk disk;
  std::string text = "a";
  for (int i = 0; i < 200'000; ++i)
    text += ".a";
  const Configuration configuration =
      read_configuration({given_file(text + " = 1\n")}, disk.context());
  REQUIRE(configuration.diagnostics.size() == 1);
  CHECK(configuration.diagnostics[0].message == "tables are nested too deeply");
}

TEST_CASE("parse_toml: a byte order mark, CRLF and columns in bytes")
{
  const Disk disk;
  const Configuration configuration = read_configuration(
      {given_file("\xef\xbb\xbf[servers.a]\r\ncommand = 'npx'\r\ndescription = 'é', x = 1\r\n")},
      disk.context());
  REQUIRE(configuration.diagnostics.size() == 1);
  CHECK(configuration.diagnostics[0].place.line == 3);
  CHECK(configuration.diagnostics[0].place.column == 19);
  CHECK(shown(read_configuration({given_file("\xef\xbb\xbf[servers.a]\r\ncommand = 'npx'\r\n")},
                                 disk.context()))
        == "");
}
