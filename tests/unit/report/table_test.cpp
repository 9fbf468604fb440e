#include "report/table.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const std::vector<Column> columns = {{"NAME"}, {"PID", true}, {"COMMAND"}};
const std::vector<std::vector<Cell>> rows = {
    {{{"web"}}, {{"42"}}, {{"node index.js"}}},
    {{{"日本"}}, {{"12345"}}, {{""}}},
};

} // namespace

TEST_CASE("render_table: aligned, no trailing blanks, nothing clipped without a terminal")
{
  CHECK(render_table(columns, rows, {})
        == "NAME    PID  COMMAND\n"
           "web      42  node index.js\n"
           "日本  12345\n");
}

TEST_CASE("render_table: a terminal cuts the last column")
{
  CHECK(render_table(columns, rows, {.width = 22})
        == "NAME    PID  COMMAND\n"
           "web      42  node ind…\n"
           "日本  12345\n");
}

TEST_CASE("render_table: a last column without room is left out")
{
  CHECK(render_table(columns, rows, {.width = 19})
        == "NAME    PID\n"
           "web      42\n"
           "日本  12345\n");
}

TEST_CASE("render_table: no line is longer than the terminal is wide")
{
  CHECK(render_table({{"NAME"}, {"STATE"}, {"PID", true}, {"COMMAND"}},
                     {{{{"web"}}, {{"restarting"}}, {{"42"}}, {{"node"}}}}, {.width = 15})
        == "NAME  STATE\n"
           "web   restarti…\n");
}

TEST_CASE("render_table: long names are cut in the middle before columns are left out")
{
  const std::vector<Column> named = {
      {.title = "NAME", .names = true}, {"STATE"}, {"PID", true}, {"COMMAND"}};
  const auto shown = [&](const std::string& name, unsigned width) {
    return render_table(named, {{{{name}}, {{"running"}}, {{"42"}}, {{"node"}}}}, {.width = width});
  };
  const std::string name = "a-server-with-a-rather-long-name-12";
  CHECK(shown(name, 60)
        == "NAME                                 STATE    PID  COMMAND\n"
           "a-server-with-a-rather-long-name-12  running   42  node\n");
  CHECK(shown(name, 40)
        == "NAME                        STATE    PID\n"
           "a-server-with…long-name-12  running   42\n");
  CHECK(shown(name, 30)
        == "NAME                   STATE\n"
           "a-server-w…ng-name-12  running\n");
  CHECK(shown("short", 20)
        == "NAME   STATE    PID\n"
           "short  running   42\n");
}

TEST_CASE("render_table: colours do not count as columns")
{
  CHECK(render_table({{"S"}, {"T"}},
                     {{{{"up", Paint::green}, {", stale", Paint::yellow}}, {{"x"}}}},
                     {.colour = true})
        == "\x1b[1mS\x1b[0m          \x1b[1mT\x1b[0m\n"
           "\x1b[32mup\x1b[0m\x1b[33m, stale\x1b[0m  x\n");
}

TEST_CASE("render_table: a clipped cell keeps its colours apart")
{
  CHECK(render_table({{"A"}}, {{{{"abc", Paint::red}, {"def"}}}}, {.colour = true, .width = 3})
        == "\x1b[1mA\x1b[0m\n"
           "\x1b[31mab…\x1b[0m\n");
}

TEST_CASE("render_table: cells cannot break out")
{
  CHECK(render_table({{"A"}, {"B"}}, {{{{"x\ny"}}, {{"\x1b[2J"}}}}, {})
        == "A     B\n"
           "x\\ny  \\x1b[2J\n");
}

TEST_CASE("render_table: no rows, only the header")
{
  CHECK(render_table(columns, {}, {}) == "NAME  PID  COMMAND\n");
}
