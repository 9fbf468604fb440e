#include "config/print.hpp"

#include "config/disk.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

// Everything that differs from server to server, once each.
constexpr const char* everything = R"(
[servers.notion]
type = "http"
command = "npx -y 'notion mcp' --port {port}"
cwd = "/srv"
env = { "A" = "quote \" and \\ and\nline", B = "" }
env_file = "vars"
secrets = ["TOKEN", { CERT = { file = true } }]
port = 3001
instances = 2
description = "notes \"quoted\""
tags = ["work"]
service_type = "notify"
url = "http://localhost:{port}/x"
headers = { Accept = "text/event-stream" }
enabled = false
restart = "no"
restart_sec = "1min 30s"
start_limit_burst = 5
start_limit_interval_sec = 30
retry_sec = 0
restart_prevent_exit_status = "SIGKILL"
kill_signal = "RTMIN+3"
timeout_stop_sec = "infinity"
timeout_start_sec = "5s"
settle_sec = "2s"
reload_signal = "HUP"
memory_max = "1.5G"
memory_high = "40%"
cpu_quota = "50%"
tasks_max = 64
[servers.notion.systemd.Service]
LimitNOFILE = 4096
ExecStartPre = ["/bin/true", "/bin/false"]
[servers.notion.systemd.Unit]
Documentation = "https://example.org/"
[servers.plain]
command = ["npx", "two words"]
)";

} // namespace

TEST_CASE("print_configuration: every key, and the same when read again")
{
  Disk disk;
  disk.files["/home/u/vars"] = "X=1\n";
  const Configuration first = read_configuration({given_file(everything)}, disk.context());
  REQUIRE(shown(first) == "");
  const std::string printed = print_configuration(first);
  CHECK(printed == R"(# /home/u/mcp.toml:2
[servers.notion]
description = "notes \"quoted\""
tags = ["work"]
type = "http"
command = ["npx", "-y", "notion mcp", "--port", "{port}"]
cwd = "/srv"
env = { A = "quote \" and \\ and\nline", B = "" }
env_file = ["/home/u/vars"]
secrets = ["TOKEN", { CERT = { file = true } }]
service_type = "notify"
instances = 2
port = 3001
url = "http://localhost:{port}/x"
headers = { Accept = "text/event-stream" }
enabled = false
restart = "no"
restart_sec = "1min 30s"
start_limit_burst = 5
start_limit_interval_sec = "30s"
retry_sec = "0"
restart_prevent_exit_status = ["SIGKILL"]
kill_signal = "SIGRTMIN+3"
timeout_stop_sec = "infinity"
timeout_start_sec = "5s"
settle_sec = "2s"
reload_signal = "SIGHUP"
memory_max = "1536M"
memory_high = "40%"
cpu_quota = "50%"
tasks_max = 64
[servers.notion.systemd.Service]
ExecStartPre = ["/bin/true", "/bin/false"]
LimitNOFILE = "4096"
[servers.notion.systemd.Unit]
Documentation = "https://example.org/"

# /home/u/mcp.toml:37
[servers.plain]
command = ["npx", "two words"]
cwd = "/home/u"
)");
  const Configuration again = read_configuration({given_file(printed)}, disk.context());
  CHECK(shown(again) == "");
  REQUIRE(again.servers.size() == first.servers.size());
  for (std::size_t i = 0; i < again.servers.size(); ++i) {
    CHECK(again.servers[i].command.written == first.servers[i].command.written);
    CHECK(again.servers[i].command.argv == first.servers[i].command.argv);
    CHECK(again.servers[i].env == first.servers[i].env);
    CHECK(again.servers[i].secrets.size() == first.servers[i].secrets.size());
    CHECK(again.servers[i].systemd == first.servers[i].systemd);
    CHECK(again.servers[i].life.retry == first.servers[i].life.retry);
  }
}

TEST_CASE("print_configuration: the line as written survives, and so do names with dots")
{
  const Disk disk;
  const Configuration first = read_configuration(
      {given_file("project = 'blog'\n[servers.x]\ncommand = \"npx  \\\"a\\\"\"\n")},
      disk.context());
  CHECK(print_configuration(first) == R"(# /home/u/mcp.toml:2
[servers."blog.x"]
command = "npx  \"a\""
cwd = "/home/u"
)");
}
