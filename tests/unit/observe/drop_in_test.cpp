#include "observe/drop_in.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::vector<UnitFile> files(const std::string& drop_in, const std::string& environment = "")
{
  return {{"mcp@web.service.d/10-mcpctl.conf", drop_in},
          {"mcp@web.service.d/10-mcpctl.env", environment, 0600},
          {"mcpctl-retry@web.timer.d/10-mcpctl.conf", "[Timer]\nMemoryMax=1\n"}};
}

} // namespace

TEST_CASE("directive: the last value of the service's drop-in")
{
  const auto installed = files("# MemoryMax=5\n[Service]\nMemoryMax=1M\n MemoryMax = 200M \n");
  CHECK(directive(installed, "MemoryMax") == "200M");
  CHECK_FALSE(directive(installed, "Memory"));
  CHECK_FALSE(directive({}, "MemoryMax"));
}

TEST_CASE("directives: an empty value clears what stood before")
{
  const auto installed = files(
      "[Service]\nEnvironmentFile=/a\nEnvironmentFile=\nEnvironmentFile=/b\nEnvironmentFile=/c");
  CHECK(directives(installed, "EnvironmentFile") == std::vector<std::string>{"/b", "/c"});
  CHECK_FALSE(directive(files("MemoryMax=1\nMemoryMax=\n"), "MemoryMax"));
}

TEST_CASE("variables_in_environment: with values as written, and the lines that they begin in")
{
  const auto variables =
      variables_in_environment("# A=1\n\nB = 'two\nlines'\nbad\nC=\"3\" 4\n D=5");
  REQUIRE(variables.size() == 3);
  CHECK(variables[0].name == "B");
  CHECK(variables[0].value == "two\nlines");
  CHECK(variables[0].line == 3);
  CHECK(variables[1].value == "\"3\" 4");
  CHECK(variables[1].line == 6);
  CHECK(variables[2].name == "D");
  CHECK(variables[2].value == "5");
  CHECK(variables[2].line == 7);
}

TEST_CASE("environment_names: names, never a piece of a value")
{
  using Names = std::vector<std::string>;
  struct Row
  {
    const char* what;
    std::string text;
    Names names;
  };
  const Row rows[] = {
      {"plain and sorted", "PORT=3001\nA=b=c\n", {"A", "PORT"}},
      {"value of several lines", "A=\"x\nSECRET=1\n\"\nB=2\n", {"A", "B"}},
      {"escaped quote", "A=\"x\\\"\nC=1\"\nB=2\n", {"A", "B"}},
      {"single quotes", "A='\\'\nB='x\nC=1'\n", {"A", "B"}},
      {"comments and empty lines", "# X=1\n\nA=1\n", {"A"}},
      {"no newline at the end", "A=1\nB=\"", {"A", "B"}},
      {"a line without a name", "A=1\nrubbish\nB=2", {"A", "B"}},
      {"a name that is none", "A=1\nno name=2\n2X=3\nB=2", {"A", "B"}},
      {"a quote within a plain value", "A=it's\nB='x\nSECRET=1'\nC=1", {"A", "B", "C"}},
      {"parts that are quoted apart", "A='x' \"y\nSECRET=1\" z\nB=1", {"A", "B"}},
      {"blanks around, and both kinds of comments", "; X=1\n  A = 1\n# Y=1", {"A"}},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(environment_names(files("", row.text)) == row.names);
    }
  }
  CHECK_FALSE(environment_names(files("", "")));
  CHECK(environment_names({}) == Names{});
}

TEST_CASE("own_directives: of the socket where a session has the same")
{
  const std::vector<UnitFile> stdio = {{"mcp-notes.socket", "[Unit]\nDescription=notes\n"},
                                       {"mcp-notes@.service", "[Unit]\nDescription=Session\n"}};
  CHECK(own_directives(stdio, "Description") == std::vector<std::string>{"notes"});
  CHECK(directives(stdio, "Description") == std::vector<std::string>{"Session"});
}
