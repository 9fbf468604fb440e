#include "report/next_commands.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

using Commands = std::vector<std::string>;

ServerState server(RunState state)
{
  ServerState web{.id = *parse_instance_id("web:2")};
  web.state = state;
  web.enabled = true;
  return web;
}

Commands commands(const ServerState& state)
{
  Commands commands;
  for (const NextCommand& next : next_commands(state, "mcpctl --system", "mcpctl --system -c /f"))
    commands.push_back(next.command);
  return commands;
}

} // namespace

TEST_CASE("next_commands: what fits the state")
{
  CHECK(commands(server(RunState::running))
        == Commands{"mcpctl --system logs -f web:2", "mcpctl --system restart web:2",
                    "mcpctl --system stop web:2"});
  CHECK(commands(server(RunState::failed))
        == Commands{"mcpctl --system logs web:2", "mcpctl --system restart web:2",
                    "mcpctl --system -c /f edit"});
  CHECK(commands(server(RunState::restarting))
        == Commands{"mcpctl --system logs web:2", "mcpctl --system restart web:2",
                    "mcpctl --system stop web:2"});
  CHECK(commands(server(RunState::stopped))
        == Commands{"mcpctl --system start web:2", "mcpctl --system logs web:2",
                    "mcpctl --system -c /f edit"});
  CHECK(commands(server(RunState::not_applied))
        == Commands{"mcpctl --system -c /f apply", "mcpctl --system -c /f apply --dry-run --diff"});
  CHECK(commands(server(RunState::listening))
        == Commands{"mcpctl --system logs -f web:2",
                    "mcpctl --system export --for claude-code web:2",
                    "mcpctl --system restart --sessions web:2"});
}

TEST_CASE("next_commands: what is wrong with its configuration comes first")
{
  ServerState stale = server(RunState::running);
  stale.stale = true;
  CHECK(commands(stale)
        == Commands{"mcpctl --system -c /f apply", "mcpctl --system logs -f web:2",
                    "mcpctl --system restart web:2"});
  ServerState orphan = server(RunState::stopped);
  orphan.orphaned = true;
  CHECK(commands(orphan)
        == Commands{"mcpctl --system remove web", "mcpctl --system start web:2",
                    "mcpctl --system logs web:2"});
}

TEST_CASE("next_commands: standard input cannot be edited")
{
  ServerState piped = server(RunState::failed);
  piped.source.file = "-";
  CHECK(commands(piped).back() == "mcpctl --system cat web:2");
}

TEST_CASE("next_commands: a socket file that is gone is made again")
{
  ServerState lost = server(RunState::listening);
  lost.socket_gone = true;
  CHECK(commands(lost).front() == "mcpctl --system restart web:2");
}
