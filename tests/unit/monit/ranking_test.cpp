#include "monit/ranking.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

ServerState server(const char* name, RunState state, std::optional<double> percent = {},
                   std::optional<std::uint64_t> memory = {})
{
  ServerState server{.id = *parse_instance_id(name)};
  server.state = state;
  server.cpu_percent = percent;
  server.memory_bytes = memory;
  return server;
}

std::string names(const std::vector<ServerState>& servers, const std::string& filter,
                  const Ranking& ranking)
{
  std::string names;
  for (const std::size_t place : ranked(servers, filter, ranking))
    names += to_string(servers[place].id) + " ";
  return names;
}

} // namespace

TEST_CASE("ranked: names upwards, what needs a look first, figures downwards, the unknown last")
{
  const std::vector<ServerState> servers = {
      server("web:10", RunState::running, 5.0, 10), server("web:9", RunState::running, 7.0, 30),
      server("idle", RunState::stopped), server("bad", RunState::failed),
      server("again", RunState::restarting, 7.0)};

  CHECK(names(servers, "", {}) == "again bad idle web:9 web:10 ");
  CHECK(names(servers, "", {.by = Rank::name, .reversed = true}) == "web:10 web:9 idle bad again ");
  CHECK(names(servers, "", {.by = Rank::state}) == "bad again web:9 web:10 idle ");
  CHECK(names(servers, "", {.by = Rank::cpu}) == "again web:9 web:10 bad idle ");
  CHECK(names(servers, "", {.by = Rank::cpu, .reversed = true}) == "web:10 again web:9 bad idle ");
  CHECK(names(servers, "", {.by = Rank::memory}) == "web:9 web:10 again bad idle ");
}

TEST_CASE("ranked: who was started first has been up longest")
{
  std::vector<ServerState> servers = {server("young", RunState::running),
                                      server("old", RunState::running)};
  servers[0].started_at = RealTime(std::chrono::seconds(20));
  servers[1].started_at = RealTime(std::chrono::seconds(10));
  CHECK(names(servers, "", {.by = Rank::uptime}) == "old young ");
}

TEST_CASE("Ranking: the same column again turns the order round")
{
  Ranking ranking;
  ranking.choose(Rank::cpu);
  CHECK(ranking.by == Rank::cpu);
  CHECK_FALSE(ranking.reversed);
  ranking.choose(Rank::cpu);
  CHECK(ranking.reversed);
  ranking.choose(Rank::memory);
  CHECK_FALSE(ranking.reversed);
}

TEST_CASE("passes: every word must be somewhere, in whatever case")
{
  ServerState web = server("Web:2", RunState::running);
  web.tags = {"work"};
  web.argv = {"/usr/bin/node", "Server.js"};
  struct Row
  {
    const char* filter;
    bool passes;
  };
  const Row rows[] = {{"", true},         {"web", true},       {"WEB:2", true},
                      {"@wor", true},     {"run", true},       {"server.JS", true},
                      {"web node", true}, {"web stop", false}, {"stale", false},
                      {"  web  ", true},  {"@home", false}};
  for (const Row& row : rows) {
    CAPTURE(row.filter);
    CHECK(passes(web, row.filter) == row.passes);
  }
  web.stale = true;
  CHECK(passes(web, "stale"));
}
