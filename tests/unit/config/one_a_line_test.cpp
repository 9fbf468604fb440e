#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::vector<std::string> names_of(const std::string& text, const ReadContext& context)
{
  std::vector<std::string> names;
  const Configuration configuration =
      read_configuration({given_file(text, "/home/u/servers.txt")}, context);
  CHECK(shown(configuration) == "");
  for (const Server& server : configuration.servers)
    names.push_back(server.name.str());
  return names;
}

} // namespace

TEST_CASE("one command a line: commands, comments, descriptions")
{
  const Disk disk;
  const Configuration configuration =
      read_configuration({given_file("# all my servers\n"
                                     "\n"
                                     "# shared files\n"
                                     "npx -y @scope/server-files@1.2.3 /srv  \r\n"
                                     "  ./server --fast 'two words'\n",
                                     "/home/u/servers.txt")},
                         disk.context());
  CHECK(shown(configuration) == "");
  REQUIRE(configuration.servers.size() == 2);
  const Server& files = configuration.servers[0];
  CHECK(files.name.str() == "server-files");
  CHECK(files.description == "shared files");
  CHECK(files.origin.line == 4);
  CHECK(files.command.written == "npx -y @scope/server-files@1.2.3 /srv");
  CHECK(files.working_directory == "/home/u");
  const Server& second = configuration.servers[1];
  CHECK(second.name.str() == "server");
  CHECK(second.description == "");
  CHECK(second.command.argv == std::vector<std::string>{"/home/u/server", "--fast", "two words"});
  CHECK(second.command.search_path == "");
}

TEST_CASE("one command a line: an installed line keeps its name when others come")
{
  const Disk disk;
  ReadContext context = disk.context();
  CHECK(names_of("python3 a/server.py\npython3 b/server.py\npython3 server.py\n", context)
        == std::vector<std::string>{"server", "b", "server-2"});
  context.installed_commands = {{"python3 b/server.py", "server"}};
  CHECK(names_of("python3 a/server.py\npython3 b/server.py\n", context)
        == std::vector<std::string>{"a", "server"});
}

TEST_CASE("one command a line: text of another kind is told as that, once")
{
  const Disk disk;
  const auto complaint = [&](const std::string& text) {
    return shown(read_configuration({given_file(text, "/home/u/servers.txt")}, disk.context()));
  };
  const std::string html = complaint("<!DOCTYPE html>\n<html>\n<head>\n</head>\n</html>\n");
  CHECK(html.find(":1:1: error: this is no command: it looks like HTML or XML") != html.npos);
  CHECK(html.find(":2:") == html.npos);
  const std::string toml = complaint("# mine\n[servers.web]\ncommand = \"x\"\n");
  CHECK(toml.find(":2:1: error: this is no command: it looks like TOML, whose files end in .toml")
        != toml.npos);
}

TEST_CASE("one command a line: what is wrong, at its place")
{
  const Disk disk;
  const Configuration configuration = read_configuration(
      {given_file("npx a | b\nnpx a\nnpx a\n'open\n\xff\n", "/home/u/servers.txt")},
      disk.context());
  CHECK(shown(configuration)
        == "servers.txt:1:7: error: command: \"|\" needs a shell\n"
           "    1 | npx a | b\n"
           "      |       ^ write sh -c 'npx a | b'\n"
           "servers.txt:3:1: error: the same command stands in line 2 already\n"
           "    3 | npx a\n"
           "      | ^~~~~ remove one of them\n"
           "servers.txt:4:1: error: command: the quote is not closed\n"
           "    4 | 'open\n"
           "      | ^\n"
           "servers.txt:5:1: error: the command is not UTF-8 as systemd takes it\n"
           "    5 | \\xff\n"
           "      | ^~~~\n");
}

TEST_CASE("one command a line: other programs' files are not taken for it")
{
  const Disk disk;
  for (const std::string ending : {".js", ".cjs", ".mjs", ".json", ".yml", ".yaml"}) {
    const Configuration configuration =
        read_configuration({given_file("npx a\n", "/home/u/pm2" + ending)}, disk.context());
    CHECK(configuration.servers.empty());
    CHECK(shown(configuration)
          == "pm2" + ending + ": error: this is another program's configuration; mcpctl import pm2"
                 + ending + " writes it as TOML\n");
  }
}
