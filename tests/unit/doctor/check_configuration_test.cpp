#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("configuration: none, unreadable, with errors, with warnings")
{
  Facts facts = sound_facts();
  CHECK(told(check_configuration(facts)) == "ok it has no error\n");
  facts.configuration.any = false;
  facts.configuration.unread = Error{ExitCode::usage, "~/.config/mcp: no configuration", ""};
  CHECK(told(check_configuration(facts)) == "note there is none yet\n  mend: mcpctl init\n");
  facts.servers = {sound_server("web")};
  CHECK(told(check_configuration(facts))
        == "warning ~/.config/mcp: no configuration\n"
           "  why: servers that are installed go on as they are\n"
           "  edit: /home/ann/.config/mcp/mcp.toml: restore it from a copy\n");
  facts.configuration.any = true;
  facts.configuration.unread =
      Error{ExitCode::usage, "mcp.toml: Permission denied", "chmod u+r it"};
  CHECK(told(check_configuration(facts))
        == "problem mcp.toml: Permission denied\n"
           "  why: servers that are installed go on as they are\n"
           "  mend: chmod u+r it\n");
  facts.configuration.unread = {};
  facts.configuration.problems = {
      {facts.usual_owner,
       {.severity = Severity::error,
        .place = {.file = "~/.config/mcp/mcp.toml", .line = 14, .column = 1},
        .message = "unknown key \"comand\" in [servers.files]"}},
      {facts.usual_owner,
       {.severity = Severity::warning, .place = {}, .message = "looks like a secret"}}};
  CHECK(told(check_configuration(facts))
        == "problem ~/.config/mcp/mcp.toml:14:1: unknown key \"comand\" in [servers.files]\n"
           "  why: apply changes nothing until it is mended\n"
           "  mend: mcpctl check\n"
           "note it has 1 warning\n"
           "  mend: mcpctl check\n");
}

TEST_CASE("configuration: each file is checked as it is read, and others' errors are counted")
{
  Facts facts = sound_facts();
  facts.configuration.problems = {
      {"/srv/blog.toml",
       {.severity = Severity::warning, .place = {}, .message = "looks like a secret"}}};
  facts.configuration.errors_elsewhere = {{facts.usual_owner, 2}};
  CHECK(told(check_configuration(facts))
        == "note other servers have 2 errors\n"
           "  why: apply changes nothing until that is mended\n"
           "  mend: mcpctl check\n"
           "note it has 1 warning\n"
           "  mend: mcpctl check -c /srv/blog.toml\n");
}

TEST_CASE("stale: by the file that has to be applied")
{
  Facts facts = sound_facts();
  CHECK(check_stale(facts).empty());
  facts = facts_with(sound_server("web"));
  facts.servers.push_back(sound_server("db"));
  facts.servers.push_back(sound_server("old"));
  CHECK(told(check_stale(facts)) == "ok what is applied is what is configured\n");
  for (ServerFacts& server : facts.servers)
    server.detail.state.stale = true;
  facts.servers[1].detail.state.owner = "/srv/blog.toml";
  facts.servers[2].detail.state.orphaned = true;
  facts.not_applied = {{"new", facts.usual_owner}, {"post", "/srv/blog.toml"}};
  CHECK(told(check_stale(facts))
        == "warning the configuration of web has changed since it was applied\n"
           "  why: what runs is what was applied\n"
           "  mend: mcpctl apply\n"
           "warning the configuration of db has changed since it was applied\n"
           "  why: what runs is what was applied\n"
           "  mend: mcpctl apply -c /srv/blog.toml\n"
           "note new is configured, and not applied\n"
           "  mend: mcpctl apply\n"
           "note post is configured, and not applied\n"
           "  mend: mcpctl apply -c /srv/blog.toml\n");
  facts = facts_with(sound_server("web"));
  facts.servers[0].detail.state.stale = {};
  CHECK(check_stale(facts).empty());
}

TEST_CASE("orphaned: its file is gone")
{
  Facts facts = facts_with(sound_server("web:2"));
  CHECK(told(check_orphaned(facts)) == "ok the files of all servers are there\n");
  facts.servers[0].detail.state.orphaned = true;
  facts.servers[0].detail.state.owner = "/srv/gone.toml";
  CHECK(told(check_orphaned(facts))
        == "warning web:2: the file that it came from, /srv/gone.toml, is gone\n"
           "  why: no apply changes or removes what came from it any more\n"
           "  edit: /srv/gone.toml: restore it from a copy\n"
           "  mend: mcpctl remove web   # or this, if it is not wanted\n");
  facts.servers.push_back(facts.servers[0]);
  facts.servers[1].detail.state.id = *parse_instance_id("db");
  CHECK(told(check_orphaned(facts))
        == "warning /srv/gone.toml, which web:2, db came from, is gone\n"
           "  why: no apply changes or removes what came from it any more\n"
           "  edit: /srv/gone.toml: restore it from a copy\n"
           "  mend: mcpctl remove web db   # or this, if it is not wanted\n");
}
