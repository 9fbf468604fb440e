#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("template: missing, or not what this mcpctl writes")
{
  Facts facts = sound_facts();
  CHECK(check_template(facts).empty());
  facts.units.shared = {{.path = "/u/mcp@.service"}};
  CHECK(told(check_template(facts)) == "ok the units that servers share are there\n");
  facts.units.shared = {{.path = "/u/mcp@.service", .presence = Presence::missing},
                        {.path = "/u/mcp.slice", .differs = true}};
  CHECK(told(check_template(facts))
        == "problem /u/mcp@.service is missing\n"
           "  why: servers that need it cannot start\n"
           "  mend: mcpctl apply\n"
           "warning /u/mcp.slice is not what this mcpctl writes\n"
           "  why: it was changed by hand, or another version wrote it; a change belongs into a "
           "drop-in, which apply leaves alone\n"
           "  mend: mcpctl apply\n");
}

TEST_CASE_FIXTURE(WebServer, "masked, shadowed: what is in the way of our units")
{
  CHECK(told(check_masked(facts)) == "ok no unit is masked\n");
  CHECK(told(check_shadowed(facts)) == "ok no other unit has their names\n");
  facts.units.masks = {{"/u/mcp@web.service", "mcp@web.service", false}};
  facts.units.shadows = {{"/etc/systemd/user/mcp@.service", "/u/mcp@.service", true}};
  CHECK(told(check_masked(facts))
        == "problem mcp@web.service is masked, by /u/mcp@web.service\n"
           "  why: systemd refuses to start it\n"
           "  mend: rm /u/mcp@web.service\n"
           "  mend: systemctl --user daemon-reload\n");
  CHECK(told(check_shadowed(facts))
        == "problem /etc/systemd/user/mcp@.service comes before /u/mcp@.service\n"
           "  why: systemd takes the first that it finds\n"
           "  mend: sudo rm /etc/systemd/user/mcp@.service\n"
           "  mend: systemctl --user daemon-reload\n");
}

TEST_CASE_FIXTURE(WebServer, "loaded: files that systemd does not understand, or has not read")
{
  CHECK(told(check_loaded(facts)) == "ok systemd has read them as they are\n");
  facts.servers.push_back(sound_server("db"));
  detail.bad_files = "Unit has no ExecStart=";
  facts.servers[1].detail.needs_reload = true;
  CHECK(told(check_loaded(facts))
        == "problem web: systemd cannot load its unit: Unit has no ExecStart=\n"
           "  mend: mcpctl cat web\n"
           "  mend: mcpctl apply\n"
           "warning systemd has not read the files of db since they changed\n"
           "  why: what runs is what they said before\n"
           "  mend: systemctl --user daemon-reload\n");
  facts.manager.unreachable = Error{.what = "none", .mend = ""};
  CHECK(check_loaded(facts).empty());
}

TEST_CASE_FIXTURE(WebServer, "drop-ins: those of others are named")
{
  CHECK(told(check_drop_ins(facts)) == "ok no drop-in of others changes a server\n");
  detail.drop_ins = {"/u/mcp@web.service.d/override.conf"};
  CHECK(told(check_drop_ins(facts))
        == "note web: /u/mcp@web.service.d/override.conf changes it\n"
           "  why: what it says comes before the configuration; apply leaves it alone\n"
           "  mend: mcpctl cat web\n");
}

TEST_CASE("interrupted: what an apply still owes")
{
  Facts facts = sound_facts();
  CHECK(told(check_interrupted(facts)) == "ok no apply was interrupted\n");
  facts.units.owed = {"reload", "restart mcp@web.service"};
  CHECK(told(check_interrupted(facts))
        == "warning an apply was interrupted, and still owes reload, restart mcp@web.service\n"
           "  why: files are written, and what runs was not brought up to them\n"
           "  mend: mcpctl apply\n");
  facts.units.apply_runs = true;
  CHECK(told(check_interrupted(facts)) == "note an apply is under way\n");
}

TEST_CASE_FIXTURE(WebServer, "own-programs: mcpctl was moved")
{
  CHECK(told(check_own_programs(facts)) == "ok mcpctl's own programs are where units name them\n");
  server.own_programs_missing = {"/opt/mcpctl-watch"};
  CHECK(told(check_own_programs(facts))
        == "problem web: /opt/mcpctl-watch does not exist, and its units run it\n"
           "  why: mcpctl was removed, or moved to another folder\n"
           "  mend: mcpctl apply\n");
}
