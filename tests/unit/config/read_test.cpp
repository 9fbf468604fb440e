#include "config/read.hpp"

#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Configuration read(const std::string& text)
{
  const Disk disk;
  return read_configuration({given_file(text)}, disk.context());
}

} // namespace

TEST_CASE("read_configuration: a server with everything that is plain")
{
  const Configuration configuration = read(R"(
[defaults]
memory_max = "200M"
env = { A = "defaults", B = "defaults" }

[servers.notion]
type = "http"
command = "npx -y 'notion mcp' --port {port}"
cwd = "/srv"
env = { B = "server", C = "server" }
port = 3001
instances = 2
description = "notes"
tags = ["work", "notes"]
restart = "on-failure"
restart_sec = 5
settle_sec = 0.5
kill_signal = "INT"
restart_prevent_exit_status = [2, "SIGKILL", "DATAERR"]
cpu_quota = "150%"
tasks_max = "infinity"

[servers.notion.systemd.Service]
LimitNOFILE = 4096
ExecStartPre = ["/bin/true", "/bin/false"]
NoNewPrivileges = true
)");
  CHECK(shown(configuration) == "");
  REQUIRE(configuration.servers.size() == 1);
  const Server& server = configuration.servers[0];
  CHECK(server.name.str() == "notion");
  CHECK(server.origin.file == "/home/u/mcp.toml");
  CHECK(server.origin.line == 6);
  CHECK(server.owner == "/home/u/mcp.toml");
  CHECK(server.command.written == "npx -y 'notion mcp' --port {port}");
  CHECK(server.command.program == "npx");
  CHECK(server.command.argv
        == std::vector<std::string>{"/usr/bin/npx", "-y", "notion mcp", "--port", "{port}"});
  CHECK(server.command.search_path
        == "/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/sbin:/bin");
  CHECK(server.working_directory == "/srv");
  CHECK(server.env
        == std::map<std::string, std::string>{{"A", "defaults"}, {"B", "server"}, {"C", "server"}});
  CHECK(server.type == ServerType::http);
  CHECK(server.url == "http://127.0.0.1:{port}/mcp");
  CHECK(server.port == 3001);
  CHECK(server.instances == 2);
  CHECK(server.description == "notes");
  CHECK(server.tags == std::vector<std::string>{"work", "notes"});
  CHECK(server.limits.memory_max == ByteSize{ByteSize::Kind::bytes, 200U << 20U});
  CHECK(server.limits.cpu_quota_percent == 150);
  CHECK(server.limits.tasks_max == UINT64_MAX);
  CHECK(server.life.restart == RestartPolicy::on_failure);
  CHECK(server.life.restart_delay == std::chrono::seconds(5));
  CHECK(server.life.settle == std::chrono::milliseconds(500));
  CHECK(server.life.kill_signal == "SIGINT");
  CHECK(server.life.restart_prevent_exit_status
        == std::vector<std::string>{"2", "SIGKILL", "DATAERR"});
  CHECK(server.systemd
        == std::vector<RawDirective>{{"Service", "ExecStartPre", "/bin/true"},
                                     {"Service", "ExecStartPre", "/bin/false"},
                                     {"Service", "LimitNOFILE", "4096"},
                                     {"Service", "NoNewPrivileges", "yes"}});
}

TEST_CASE("read_configuration: a problem names the servers that it is about")
{
  const Configuration configuration = read(R"(
top = 1
[defaults]
memory_max = "much"
[servers.web]
command = "no-such-program"
env = { "A B" = "1" }
[servers.db]
comand = "npx"
[servers.db.profiles.test]
port = "x"
)");
  std::string told;
  for (const Diagnostic& one : configuration.diagnostics) {
    told += std::to_string(one.place.line) + ":";
    for (const std::string& server : one.servers)
      told += " " + server;
    told += "\n";
  }
  CHECK(told == "2:\n4:\n6: web\n7: web\n9: db\n11: db\n");
}

TEST_CASE("read_configuration: servers come in order of definition")
{
  const Configuration configuration =
      read("[servers.b]\ncommand = 'npx'\n[servers.a]\ncommand = 'npx'\n");
  REQUIRE(configuration.servers.size() == 2);
  CHECK(configuration.servers[0].name.str() == "b");
  CHECK(configuration.servers[1].name.str() == "a");
}

TEST_CASE("read_configuration: all errors of all files, in order of file and line")
{
  const Disk disk;
  const Configuration configuration = read_configuration(
      {given_file("[servers.b]\ncommand = 'nope'\nport = 'x'\n", "/home/u/1.toml"),
       given_file("prject = 'x'\n[servers.a]\ncommand = 'npx'\n[servers.b]\ncommand = 'npx'\n",
                  "/home/u/2.toml"),
       given_file("port = 1", "/home/u/3.toml")},
      disk.context());
  CHECK(shown(configuration)
        == "1.toml:2:12: error: program \"nope\" is not in PATH\n"
           "    2 | command = 'nope'\n"
           "      |            ^~~~ install it, or write its absolute path\n"
           "1.toml:3:8: error: port must be an integer from 1 to 65535\n"
           "    3 | port = 'x'\n"
           "      |        ^~~\n"
           "2.toml:1:1: error: unknown key \"prject\"\n"
           "    1 | prject = 'x'\n"
           "      | ^~~~~~ did you mean \"project\"?\n"
           "2.toml:4:10: error: server \"b\" is defined twice\n"
           "    4 | [servers.b]\n"
           "      |          ^ the first is at 1.toml:1\n"
           "3.toml:1:1: error: \"port\" stands outside of a server\n"
           "    1 | port = 1\n"
           "      | ^~~~ it belongs below [servers.NAME] or [defaults]\n");
}

TEST_CASE("read_configuration: an inherited value that is wrong is reported once")
{
  const Disk disk;
  const Configuration configuration = read_configuration(
      {given_file("[defaults]\nenv_file = 'gone'\n[servers.a]\ncommand = 'npx'\n[servers.b]\n"
                  "command = 'npx'\n")},
      disk.context());
  CHECK(shown(configuration)
        == "mcp.toml:2:12: error: env_file /home/u/gone does not exist\n"
           "    2 | env_file = 'gone'\n"
           "      |            ^~~~~~\n");
}

TEST_CASE("read_configuration: defaults, project and profile of mcp.toml hold for mcp.d")
{
  Disk disk;
  disk.folders.insert("/home/u/.config/mcp");
  const std::vector<SourceFile> files = {
      default_file("project = 'p'\nprofile = 'prod'\n[defaults]\nmemory_max = '1G'\n"
                   "tasks_max = 1\n[servers.a]\ncommand = 'npx'\n"),
      default_file("[defaults]\ntasks_max = 2\n[servers.b]\ncommand = 'npx'\n"
                   "[servers.b.profiles.prod]\ntasks_max = 3\n",
                   "mcp.d/b.toml")};
  const Configuration configuration = read_configuration(files, disk.context());
  CHECK(shown(configuration) == "");
  CHECK(configuration.profile == "prod");
  REQUIRE(configuration.servers.size() == 2);
  const Server& a = configuration.servers[0];
  const Server& b = configuration.servers[1];
  CHECK(a.name.str() == "p.a");
  CHECK(a.limits.tasks_max == 1);
  CHECK(a.profile == "");
  CHECK(a.working_directory == "/home/u");
  CHECK(b.name.str() == "p.b");
  CHECK(b.limits.tasks_max == 3);
  CHECK(b.limits.memory_max == ByteSize{ByteSize::Kind::bytes, 1U << 30U});
  CHECK(b.profile == "prod");
}

TEST_CASE("read_configuration: profiles override, env is merged, what is inherited is weaker")
{
  const Disk disk;
  ReadContext context = disk.context();
  const std::string text = R"(
profile = "test"
[defaults]
tasks_max = 1
[defaults.profiles.prod]
tasks_max = 2
memory_max = "2G"
env = { A = "defaults.prod" }
[servers.a]
command = "npx"
args = ["x"]
memory_max = "1G"
env = { A = "a", B = "a" }
[servers.a.profiles.prod]
command = ["node", "y"]
env = { B = "a.prod" }
[servers.a.profiles.test]
tasks_max = 9
)";
  const Configuration test = read_configuration({given_file(text)}, context);
  CHECK(shown(test) == "");
  CHECK(test.servers.at(0).limits.tasks_max == 9);
  CHECK(test.servers.at(0).command.written == "npx x");

  context.profile = "prod";
  const Configuration prod = read_configuration({given_file(text)}, context);
  CHECK(shown(prod) == "");
  const Server& server = prod.servers.at(0);
  CHECK(server.profile == "prod");
  CHECK(server.limits.tasks_max == 2);
  CHECK(server.limits.memory_max == ByteSize{ByteSize::Kind::bytes, 1U << 30U});
  CHECK(server.env == std::map<std::string, std::string>{{"A", "a"}, {"B", "a.prod"}});
  CHECK(server.command.argv == std::vector<std::string>{"/usr/bin/node", "y"});

  context.profile = "none";
  const Configuration none = read_configuration({given_file(text)}, context);
  CHECK(none.profile == "");
  CHECK(none.servers.at(0).profile == "");
  CHECK(none.servers.at(0).limits.tasks_max == 1);

  context.profile = "prd";
  CHECK(shown(read_configuration({given_file(text)}, context))
        == "error: no server has a profile \"prd\"; did you mean \"prod\"?\n");
  context.profile = "staging";
  CHECK(shown(read_configuration({given_file(text)}, context))
        == "error: no server has a profile \"staging\"; there are: prod, test\n");
  CHECK(shown(read_configuration({given_file("[servers.a]\ncommand = 'npx'\n")}, context))
        == "error: no server has a profile \"staging\"; there is none\n");
}

TEST_CASE("read_configuration: ports that overlap, wherever they are defined")
{
  const Disk disk;
  const auto server = [](const std::string& name, int port, int instances) {
    return "[servers." + name + "]\ncommand = 'npx'\nport = " + std::to_string(port)
           + "\ninstances = " + std::to_string(instances) + "\n";
  };
  CHECK(shown(read_configuration({given_file(server("a", 3000, 2) + server("b", 3002, 1))},
                                 disk.context()))
        == "");
  CHECK(shown(read_configuration({given_file(server("b", 3002, 1) + server("a", 3000, 3))},
                                 disk.context()))
        == "mcp.toml:7:8: error: ports 3000 to 3002 of \"a\" overlap port 3002 of \"b\"\n"
           "    7 | port = 3000\n"
           "      |        ^~~~ defined at mcp.toml:3\n");
  CHECK(shown(read_configuration({given_file(server("a", 65535, 2))}, disk.context()))
        == "mcp.toml:3:8: error: port 65535 and 2 instances go beyond port 65535\n"
           "    3 | port = 65535\n"
           "      |        ^~~~~\n");
}

TEST_CASE("read_configuration: in the system scope nothing runs silently as root")
{
  Disk disk;
  const ReadContext context = disk.context(Scope::system);
  const auto read = [&context](const std::string& lines, const std::string& path) {
    return read_configuration({given_file("[servers.a]\ncommand = 'npx'\n" + lines, path)},
                              context);
  };
  const Configuration owned = read("", "/home/u/mcp.toml");
  CHECK(owned.servers.at(0).user == "alice");
  CHECK(owned.servers.at(0).working_directory == "");
  CHECK(shown(read("", "/etc/mcp/mcp.toml"))
        == "mcp.toml:1:10: error: [servers.a] does not say as whom it runs\n"
           "    1 | [servers.a]\n"
           "      |          ^ add user = \"NAME\", or user = \"dynamic\"\n");
  CHECK(read("user = 'root'\n", "/etc/mcp/mcp.toml").servers.at(0).user == "root");
  const Configuration dynamic = read("user = 'dynamic'\n", "/etc/mcp/mcp.toml");
  CHECK(dynamic.servers.at(0).dynamic_user);
  CHECK(dynamic.servers.at(0).user == "");
  CHECK(shown(read("user = 'bob'\ngroup = 'nope'\n", "/etc/mcp/mcp.toml"))
        == "mcp.toml:3:8: error: there is no user \"bob\"\n"
           "    3 | user = 'bob'\n"
           "      |        ^~~~~\n"
           "mcp.toml:4:9: error: there is no group \"nope\"\n"
           "    4 | group = 'nope'\n"
           "      |         ^~~~~~\n");
}

TEST_CASE("read_configuration: standard input has no folder for relative paths")
{
  const Disk disk;
  const SourceFile file{.path = "-",
                        .shown = "-",
                        .owner = "-:p",
                        .text = "project = 'p'\n[servers.a]\ncommand = 'npx'\nenv_file = '.env'\n"};
  CHECK(shown(read_configuration({file}, disk.context()))
        == "-:4:12: error: \".env\" is relative, and standard input has no folder\n"
           "    4 | env_file = '.env'\n"
           "      |            ^~~~~~ write an absolute path\n");
}
