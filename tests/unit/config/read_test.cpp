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

TEST_CASE("read_configuration: servers come in order of definition")
{
  const Configuration configuration =
      read("[servers.b]\ncommand = 'npx'\n[servers.a]\ncommand = 'npx'\n");
  REQUIRE(configuration.servers.size() == 2);
  CHECK(configuration.servers[0].name.str() == "b");
  CHECK(configuration.servers[1].name.str() == "a");
}
