#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("linger: off is a warning once a server is to be run at boot")
{
  Facts facts = sound_facts();
  CHECK(told(check_linger(facts)) == "ok lingering is on\n");
  facts.boot.lingers = false;
  CHECK(told(check_linger(facts)) == "ok lingering is off, and no server is there to need it\n");
  facts.boot.to_be_run = {"a", "b", "c", "d", "e"};
  CHECK(
      told(check_linger(facts))
      == "warning lingering is off\n"
         "  why: stopped when your last session ends, and not started at boot: a, b, c and 2 more\n"
         "  mend: mcpctl startup\n");
  facts.boot.lingers = {};
  CHECK(told(check_linger(facts))
        == "unknown whether lingering is on cannot be told\n"
           "  mend: loginctl show-user ann --property=Linger\n");
  facts.scope = Scope::system;
  CHECK(check_linger(facts).empty());
}

TEST_CASE("target: what a boot reaches does not start it")
{
  Facts facts = sound_facts();
  CHECK(check_target(facts).empty());
  facts.boot.to_be_run = {"web"};
  CHECK(told(check_target(facts)) == "ok mcp.target is started at boot\n");
  facts.boot.target_is_wanted = false;
  CHECK(told(check_target(facts))
        == "warning mcp.target is not enabled\n"
           "  why: not started at boot: web\n"
           "  mend: systemctl --user enable mcp.target\n");
  facts.scope = Scope::system;
  CHECK(check_target(facts)[0].mend[0].text == "sudo mcpctl startup");
  facts.uid = 0;
  CHECK(check_target(facts)[0].mend[0].text == "mcpctl startup");
}
