#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("manager: one that is not reached is a problem, with its cause and what mends it")
{
  Facts facts = sound_facts();
  CHECK(told(check_manager(facts)) == "ok the user's service manager is reached\n");
  facts.manager.unreachable = Error{ExitCode::no_manager, "no service manager runs for user ann",
                                    "sudo loginctl enable-linger ann"};
  CHECK(told(check_manager(facts))
        == "problem no service manager runs for user ann\n"
           "  why: no server can be started, stopped or seen\n"
           "  mend: sudo loginctl enable-linger ann\n");
  CHECK(check_version(facts).empty());
  CHECK(check_controllers(facts).empty());
}

TEST_CASE("version: older than 252 is a warning")
{
  Facts facts = sound_facts();
  CHECK(told(check_version(facts)) == "ok systemd 252\n");
  facts.manager.version = 249;
  CHECK(
      told(check_version(facts))
      == "warning systemd 249 is older than 252\n"
         "  why: directives that it does not know are left out of units, with a warning of apply\n"
         "  do: upgrade the distribution to one with systemd 252 or newer\n");
}

TEST_CASE("bus: nobody listens, though the manager was reached")
{
  Facts facts = sound_facts();
  CHECK(told(check_bus(facts)) == "ok /run/user/1000/bus answers\n");
  facts.manager.bus_listens = false;
  CHECK(told(check_bus(facts))
        == "warning nothing listens at /run/user/1000/bus\n"
           "  why: the next command may not reach the service manager\n"
           "  mend: systemctl --user start dbus.socket\n");
  facts.manager.bus_installed = false;
  CHECK(check_bus(facts)[0].mend[0].text == "sudo apt install dbus-user-session");
  facts.manager.unreachable = Error{.what = "no bus", .mend = ""};
  CHECK(check_bus(facts).empty());
}

TEST_CASE("runtime-dir: unset, missing, or somebody else's")
{
  Facts facts = sound_facts();
  CHECK(told(check_runtime_dir(facts)) == "ok XDG_RUNTIME_DIR is /run/user/1000\n");
  const std::string rest =
      "  why: mcpctl uses /run/user/1000; systemctl --user and other programs do not\n"
      "  mend: export XDG_RUNTIME_DIR=/run/user/1000\n";
  facts.runtime_dir.set = "";
  facts.runtime_dir.owner = {};
  CHECK(told(check_runtime_dir(facts))
        == "note XDG_RUNTIME_DIR is not set, as under su, sudo and cron\n" + rest);
  facts.runtime_dir.set = "/run/user/0";
  CHECK(told(check_runtime_dir(facts))
        == "warning XDG_RUNTIME_DIR is /run/user/0, which does not exist\n" + rest);
  facts.runtime_dir.owner = 0;
  CHECK(told(check_runtime_dir(facts))
        == "warning XDG_RUNTIME_DIR is /run/user/0, which belongs to uid 0\n" + rest);
  facts.scope = Scope::system;
  CHECK(check_runtime_dir(facts).empty());
}

TEST_CASE("controllers: which limits of which servers are not in force")
{
  ServerFacts server = sound_server("web");
  Facts facts = facts_with(server);
  CHECK(told(check_controllers(facts)) == "ok memory, cpu and pids are counted and limited\n");
  facts.manager.controllers = {"cpu"};
  CHECK(told(check_controllers(facts))
        == "ok no server asks for a limit that nothing counts (there is no memory, no pids "
           "controller)\n");
  facts.servers[0].detail.memory_max.written = "200M";
  facts.servers[0].detail.cpu_quota.written = "20%";
  CHECK(told(check_controllers(facts))
        == "warning memory_max of web is not in force: the service manager has no memory "
           "controller\n"
           "  why: they may use more than that\n"
           "  mend: sudo mkdir -p /etc/systemd/system/user@.service.d\n"
           "  mend: printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee "
           "/etc/systemd/system/user@.service.d/delegate.conf\n"
           "  mend: sudo systemctl daemon-reload\n"
           "  mend: sudo systemctl restart user@1000.service\n");
  facts.manager.unified = false;
  CHECK(steps(check_controllers(facts)[0])
        == "  do: add systemd.unified_cgroup_hierarchy=1 to the kernel's command line, and boot\n");
}

TEST_CASE("polkit: without it some things need root")
{
  Facts facts = sound_facts();
  CHECK(told(check_polkit(facts)) == "ok polkit is there\n");
  facts.machine.polkit = false;
  CHECK(told(check_polkit(facts))
        == "note polkit is not installed\n"
           "  why: mcpctl startup needs root then\n"
           "  mend: sudo loginctl enable-linger ann\n");
  facts.scope = Scope::system;
  CHECK(told(check_polkit(facts))
        == "note polkit is not installed\n"
           "  why: servers are controlled by root alone\n"
           "  mend: sudo apt install polkitd\n");
  facts.uid = 0;
  CHECK(check_polkit(facts).empty());
}
