#include "report/status_json.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

constexpr RealTime now{1'770'120'247s};

} // namespace

TEST_CASE("status_json: no servers")
{
  CHECK(status_json(Scope::system, {}, now) == R"({
  "scope": "system",
  "servers": []
}
)");
}

TEST_CASE("status_json: what is known")
{
  ServerState web{.id = *parse_instance_id("web:2"),
                  .unit = "mcp@web:2.service",
                  .type = ServerType::http,
                  .state = RunState::running,
                  .stale = true,
                  .active_state = "active",
                  .sub_state = "running",
                  .pid = 4211,
                  .started_at = now - 630'900ms,
                  .result = "success",
                  .restarts = 3,
                  .cpu_usec = 1'290'000,
                  .memory_bytes = 72'561'459,
                  .tasks = 12,
                  .argv = {"/usr/bin/node", "a b", "caf\xe9\x1b"},
                  .url = "http://127.0.0.1:3002/mcp",
                  .profile = "production",
                  .source = {"/home/ann/mcp.toml", 3},
                  .enabled = true};
  CHECK(status_json(Scope::user, {web}, now) == R"({
  "scope": "user",
  "servers": [
    {
      "name": "web",
      "instance": 2,
      "unit": "mcp@web:2.service",
      "type": "http",
      "state": "running",
      "active_state": "active",
      "sub_state": "running",
      "pid": 4211,
      "started_at": "2026-02-03T11:53:36Z",
      "uptime_sec": 630,
      "restarts": 3,
      "cpu_usec": 1290000,
      "memory_bytes": 72561459,
      "tasks": 12,
      "command": [
        "/usr/bin/node",
        "a b",
        "caf�\u001b"
      ],
      "url": "http://127.0.0.1:3002/mcp",
      "socket": null,
      "sessions": null,
      "session_list": null,
      "enabled": true,
      "stale": true,
      "profile": "production",
      "result": "success",
      "exit_status": null,
      "source": "/home/ann/mcp.toml:3"
    }
  ]
}
)");
}

TEST_CASE("status_json: what is not known is null, and still there")
{
  const ServerState bare{.id = *parse_instance_id("web"), .unit = "mcp@web.service"};
  CHECK(status_json(Scope::user, {bare}, now) == R"({
  "scope": "user",
  "servers": [
    {
      "name": "web",
      "instance": null,
      "unit": "mcp@web.service",
      "type": "none",
      "state": "not applied",
      "active_state": null,
      "sub_state": null,
      "pid": null,
      "started_at": null,
      "uptime_sec": null,
      "restarts": null,
      "cpu_usec": null,
      "memory_bytes": null,
      "tasks": null,
      "command": [],
      "url": null,
      "socket": null,
      "sessions": null,
      "session_list": null,
      "enabled": false,
      "stale": null,
      "profile": null,
      "result": null,
      "exit_status": null,
      "source": null
    }
  ]
}
)");
}
