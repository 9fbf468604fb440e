#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

ServerFacts failed_server(const std::vector<std::string>& lines)
{
  ServerFacts server = sound_server("web");
  server.detail.state.state = RunState::failed;
  server.detail.state.ending = {"exit 1", "exited with status 1"};
  server.last_lines = lines;
  return server;
}

} // namespace

TEST_CASE_FIXTURE(WebServer, "state: with the reason, and the line of the log that tells most")
{
  CHECK(told(check_state(facts)) == "ok none has failed\n");
  server = failed_server({"reading /srv", "EACCES: permission denied", ""});
  CHECK(told(check_state(facts))
        == "problem web: failed: exited with status 1\n"
           "  why: its log says: EACCES: permission denied\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl restart web\n");
  state.state = RunState::restarting;
  state.ending = {};
  server.last_lines.clear();
  CHECK(told(check_state(facts))
        == "problem web: restarting\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl restart web\n");
  facts.scope = Scope::system;
  CHECK(check_state(facts)[0].mend[1].text == "sudo mcpctl restart web");
}

TEST_CASE_FIXTURE(WebServer, "restarts: five are many, and again and again a problem")
{
  state.restarts = 4;
  CHECK(told(check_restarts(facts)) == "ok none is restarted again and again\n");
  state.restarts = 5;
  detail.last_exit = EarlierEnding{.ending = {"SIGSEGV", "killed by SIGSEGV"}};
  CHECK(told(check_restarts(facts))
        == "warning web: restarted 5 times by itself\n"
           "  why: the last time: killed by SIGSEGV\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl show web\n");
  state.started_at = facts.now - std::chrono::seconds(3);
  server.last_lines = {"Error: password=hunter2 is refused"};
  CHECK(told(check_restarts(facts))
        == "problem web: restarted 5 times by itself, the last time 3s ago\n"
           "  why: the last time: killed by SIGSEGV; its log says: Error: password=(hidden) is "
           "refused\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl show web\n");
}

TEST_CASE_FIXTURE(WebServer, "restarts: one that never gets ready")
{
  state.state = RunState::starting;
  CHECK(told(check_restarts(facts))
        == "problem web: starting for 1min, and not ready\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl show web\n");
  state.started_at = facts.now - std::chrono::seconds(10);
  state.restarts = 1;
  CHECK(check_restarts(facts)[0].gravity == Gravity::ok);
  state.restarts = 2;
  CHECK(told(check_restarts(facts))
        == "problem web: starting for 10s, and not ready, restarted 2 times\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl show web\n");
}

TEST_CASE_FIXTURE(WebServer, "environment: what a failed server's log misses, and it is not given")
{
  CHECK(check_environment(facts).empty());
  server = failed_server({"KeyError: 'NOTION_TOKEN'"});
  CHECK(told(check_environment(facts))
        == "problem web: its environment lacks NOTION_TOKEN\n"
           "  why: its log says: KeyError: 'NOTION_TOKEN'\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: secrets = [\"NOTION_TOKEN\"]\n"
           "  mend: mcpctl secret set web NOTION_TOKEN\n"
           "  mend: mcpctl apply\n");
  server = failed_server({"Error: DATA_DIR is not set"});
  CHECK(told(check_environment(facts))
        == "problem web: its environment lacks DATA_DIR\n"
           "  why: its log says: Error: DATA_DIR is not set\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: add DATA_DIR = \"VALUE\" to env\n"
           "  mend: mcpctl apply\n");
  detail.environment = std::vector<std::string>{"DATA_DIR"};
  CHECK(told(check_environment(facts)) == "ok their logs name no variable that they lack\n");
  // Of a stdio server the sessions fail.
  detail.environment = {};
  state.state = RunState::listening;
  state.type = ServerType::stdio;
  CHECK(check_environment(facts)[0].what == "its environment lacks DATA_DIR");
}

TEST_CASE("socket: it listens, and nobody finds it")
{
  Facts facts = facts_with(sound_server("notes"));
  CHECK(check_socket(facts).empty());
  facts.servers[0].detail.state.type = ServerType::stdio;
  CHECK(told(check_socket(facts)) == "ok clients find the sockets\n");
  facts.servers[0].detail.state.socket = "/run/user/1000/mcp/notes.sock";
  facts.servers[0].detail.state.socket_gone = true;
  CHECK(told(check_socket(facts))
        == "problem notes: nothing is at /run/user/1000/mcp/notes.sock\n"
           "  why: it listens, and no client finds it\n"
           "  mend: mcpctl restart notes\n");
}

TEST_CASE_FIXTURE(WebServer, "watches: room for those who watch files, by the user who does")
{
  InotifyFacts& inotify = facts.machine.inotify;
  inotify = {.most_watches = 8192, .most_instances = 128};
  CHECK(check_watches(facts).empty());
  server.watches = true;
  inotify.used = {{.user = "ann", .watches = 7500, .instances = 120}, {.user = "bob"}};
  CHECK(told(check_watches(facts))
        == "warning 7500 of 8192 watches of inotify are in use by ann\n"
           "  why: changes of files of web may go unnoticed\n"
           "  mend: echo fs.inotify.max_user_watches = 32768 | sudo tee "
           "/etc/sysctl.d/60-mcpctl-watches.conf\n"
           "  mend: sudo sysctl --system\n"
           "warning 120 of 128 instances of inotify are in use by ann\n"
           "  why: changes of files of web may go unnoticed\n"
           "  mend: echo fs.inotify.max_user_instances = 512 | sudo tee "
           "/etc/sysctl.d/60-mcpctl-instances.conf\n"
           "  mend: sudo sysctl --system\n");
  inotify.used = {{.user = "ann", .watches = 5, .instances = 5}};
  CHECK(told(check_watches(facts)) == "ok 5 of 8192 watches of inotify are in use\n");
}
