#include "observe/sessions.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

ServerState server(const char* name, ServerType type)
{
  ServerState state{.id = *parse_instance_id(name)};
  state.type = type;
  return state;
}

SessionState session(const char* unit, int started, std::optional<std::uint64_t> memory)
{
  SessionState state{.unit = unit};
  if (memory)
    state.cpu_percent = 1.5;
  state.started_at = RealTime(std::chrono::seconds(started));
  state.memory_bytes = memory;
  return state;
}

} // namespace

TEST_CASE("assign_sessions: each to its server, the oldest first, with what they use together")
{
  std::vector<ServerState> servers = {
      server("notes", ServerType::stdio), server("notes-2", ServerType::stdio),
      server("idle", ServerType::stdio), server("web", ServerType::none)};
  assign_sessions(servers,
                  {session("mcp-notes@2-x.service", 9, 10),
                   session("mcp-notes-2@1-x.service", 5, std::nullopt),
                   session("mcp-notes@1-x.service", 3, 5), session("mcp-gone@1-x.service", 3, 5),
                   session("mcp-web@1-x.service", 3, 5)});
  REQUIRE(servers[0].sessions.size() == 2);
  CHECK(servers[0].sessions[0].unit == "mcp-notes@1-x.service");
  CHECK(servers[0].sessions[1].unit == "mcp-notes@2-x.service");
  CHECK(servers[0].memory_bytes == 15);
  CHECK(servers[0].cpu_percent == 3.0);
  CHECK(servers[1].sessions.size() == 1);
  CHECK_FALSE(servers[1].memory_bytes); // not known is not zero
  CHECK(servers[2].sessions.empty());
  CHECK(servers[3].sessions.empty());
}
