#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Configuration read(const std::string& lines, const ReadContext& context)
{
  return read_configuration({given_file("[servers.a]\n" + lines + "\n")}, context);
}

} // namespace

TEST_CASE("command: its three forms")
{
  Disk disk;
  disk.executables.insert("/home/u/my server");
  struct Row
  {
    std::string lines;
    std::vector<std::string> argv;
    std::string written;
  };
  const Row rows[] = {
      {"command = \"node 'a b'\"", {"/usr/bin/node", "a b"}, "node 'a b'"},
      {"command = 'node'\nargs = ['a b', '|']", {"/usr/bin/node", "a b", "|"}, "node 'a b' '|'"},
      {"command = ['node', 'x']", {"/usr/bin/node", "x"}, "node x"},
      {"command = 'my server'\nargs = []\ncwd = '/'", {}, ""},
      {"command = './my server'\nargs = []", {"/home/u/my server"}, "'./my server'"},
      {"command = ['~/server']", {"/home/u/server"}, "'~/server'"},
      {"command = './server'", {"/home/u/server"}, "./server"},
      {"command = '../u/server'\ncwd = '/srv/..'", {}, ""},
      {"command = '/usr/bin/../bin/npx'", {"/usr/bin/npx"}, "/usr/bin/../bin/npx"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.lines);
    const Configuration configuration = read(row.lines, disk.context());
    CHECK(has_errors(configuration.diagnostics) == row.argv.empty());
    if (row.argv.empty() || configuration.servers.empty())
      continue;
    CHECK(configuration.servers[0].command.argv == row.argv);
    CHECK(configuration.servers[0].command.written == row.written);
  }
}

TEST_CASE("command: a program that was found before is kept while it exists")
{
  Disk disk;
  disk.executables.insert("/home/u/.nvm/bin/npx");
  ReadContext context = disk.context();
  context.remembered = {{"a", {"npx", "/home/u/.nvm/bin/npx", "/home/u/.nvm/bin:/x"}}};
  const Configuration kept = read("command = 'npx'", context);
  REQUIRE(kept.servers.size() == 1);
  CHECK(kept.servers[0].command.argv.front() == "/home/u/.nvm/bin/npx");
  CHECK(kept.servers[0].command.search_path == "/home/u/.nvm/bin:/x");

  const Configuration other = read("command = 'node'", context);
  REQUIRE(other.servers.size() == 1);
  CHECK(other.servers[0].command.argv.front() == "/usr/bin/node");

  disk.executables.erase("/home/u/.nvm/bin/npx");
  const Configuration gone = read("command = 'npx'", context);
  REQUIRE(gone.servers.size() == 1);
  CHECK(gone.servers[0].command.argv.front() == "/usr/bin/npx");
}

TEST_CASE("command: what is wrong with it")
{
  Disk disk;
  disk.files = {{"/home/u/script", "#!/usr/bin/env -S deno run\n"},
                {"/home/u/script.py", "print()\n"},
                {"/home/u/data", "x"}};
  struct Row
  {
    std::string lines;
    std::string expected;
  };
  const Row rows[] = {
      {"description = 'x'", "mcp.toml:1:10: error: [servers.a] has no command\n"
                            "    1 | [servers.a]\n"
                            "      |          ^ add command = [\"PROGRAM\", \"ARGUMENT\"]\n"},
      {"comand = 'npx'", "mcp.toml:2:1: error: unknown key \"comand\" in [servers.a]\n"
                         "    2 | comand = 'npx'\n"
                         "      | ^~~~~~ did you mean \"command\"?\n"},
      {"command = \"npx a | b\"",
       "mcp.toml:2:18: error: command: \"|\" needs a shell\n"
       "    2 | command = \"npx a | b\"\n"
       "      |                  ^ write command = [\"sh\", \"-c\", \"npx a | b\"]\n"},
      {"command = 'nope'", "mcp.toml:2:12: error: program \"nope\" is not in PATH\n"
                           "    2 | command = 'nope'\n"
                           "      |            ^~~~ install it, or write its absolute path\n"},
      {"command = 'npx a'\nargs = []",
       "mcp.toml:2:11: error: program \"npx a\" is not in PATH\n"
       "    2 | command = 'npx a'\n"
       "      |           ^~~~~~~ beside args or in an array, words are not split\n"},
      {"command = ['npx']\nargs = []",
       "mcp.toml:3:1: error: args stands beside a command that is an array\n"
       "    3 | args = []\n"
       "      | ^~~~ put all words into command\n"},
      {"command = './script x'",
       "mcp.toml:2:12: error: program \"./script\" (/home/u/script) is not executable\n"
       "    2 | command = './script x'\n"
       "      |            ^~~~~~~~ write command = [\"deno\", \"./script\", \"x\"], or make it "
       "executable\n"},
      {"command = './script.py'",
       "mcp.toml:2:12: error: program \"./script.py\" (/home/u/script.py) is not executable\n"
       "    2 | command = './script.py'\n"
       "      |            ^~~~~~~~~~~ write command = [\"python3\", \"./script.py\"], or make it "
       "executable\n"},
      {"command = './data'",
       "mcp.toml:2:12: error: program \"./data\" (/home/u/data) is not executable\n"
       "    2 | command = './data'\n"
       "      |            ^~~~~~ chmod +x makes it executable\n"},
      {"command = '/srv'", "mcp.toml:2:12: error: program \"/srv\" is a folder\n"
                           "    2 | command = '/srv'\n"
                           "      |            ^~~~\n"},
      {"command = '/gone'", "mcp.toml:2:12: error: program \"/gone\" does not exist\n"
                            "    2 | command = '/gone'\n"
                            "      |            ^~~~~\n"},
      {"url = 'http://example.org/mcp'",
       "mcp.toml:2:1: error: [servers.a] has a url and no command: a remote server needs no unit\n"
       "    2 | url = 'http://example.org/mcp'\n"
       "      | ^~~ leave it to the clients' own configuration\n"},
      {"command = 'npx {port}'",
       "mcp.toml:2:16: error: {port} in command of a server without a port\n"
       "    2 | command = 'npx {port}'\n"
       "      |                ^~~~~~ add port = NUMBER\n"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.lines);
    CHECK(shown(read(row.lines, disk.context())) == row.expected);
  }
}
