#include "exchange/pm2_output.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("lines_before_list: what pm2 says before the list, and nothing else")
{
  struct Row
  {
    const char* text;
    unsigned expected;
  };
  const Row rows[] = {
      {"[PM2] Spawning PM2 daemon with pm2_home=/home/u/.pm2\n[PM2] PM2 Successfully daemonized\n"
       "[{\"pid\": 1}]\n",
       2},
      {"\n>>>> In-memory PM2 is out-of-date, do:\n>>>> $ pm2 update\n\n[\n  {\n\"pid\": 1}]", 4},
      {"[PM2][WARN] out of date\n[]\n", 1},
      {"noise\r\n[ ]", 1},
      {"noise\n[{}]", 1},
      {"[{\"pid\": 1}]", 0},
      {"\n\n[{\"pid\": 1}]", 0},
      {"// a comment\n/* and\nanother */\n[{\"pid\": 1}]", 0},
      {"[PM2] Spawning", 0},
      {"[]\nnode server.js\n", 0},
      {"node server.js\n[ -f x ] && y\n[{a,b}]\n", 0},
      {"{\n\"a\":\n [{\"b\": 1}]}", 0},
      {"", 0},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(lines_before_list(row.text) == row.expected);
  }
}

TEST_CASE("with_blank_lines: all else stays where it is")
{
  CHECK(with_blank_lines("ab\n\nc\nd", 0) == "ab\n\nc\nd");
  CHECK(with_blank_lines("ab\n\nc\nd", 2) == "  \n\nc\nd");
  CHECK(with_blank_lines("ab\n\nc\nd", 9) == "  \n\n \n ");
}
