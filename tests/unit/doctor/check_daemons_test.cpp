#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const std::vector<std::string> pm2_title = {"PM2 v7.0.4: God Daemon (/home/ann/.pm2)"};

} // namespace

TEST_CASE_FIXTURE(WebServer, "pm2: its daemon, and what it has started of the servers here")
{
  CHECK(told(check_pm2(facts)) == "ok no PM2 runs or is started at boot\n");
  facts.processes = {process_of(50, pm2_title)};
  CHECK(told(check_pm2(facts))
        == "warning PM2 runs: pid 50, of user ann\n"
           "  why: what it starts may take ports of servers here\n"
           "  mend: PM2_HOME=/home/ann/.pm2 pm2 kill\n"
           "  mend: kill 50   # where the command pm2 is gone\n");
  facts.processes.push_back(process_of(51, {"node /srv/web.js"}, 50));
  CHECK(check_pm2(facts)[0].gravity == Gravity::problem);
  CHECK(check_pm2(facts)[0].why == "it has started web, too");
  // Another user's is that user's affair, but not in the system scope.
  facts.processes[0].uid = 1001;
  facts.processes[0].user = "bob";
  CHECK(told(check_pm2(facts)) == "ok no PM2 runs or is started at boot\n");
  facts.scope = Scope::system;
  CHECK(check_pm2(facts)[0].mend[0].text == "sudo -u bob PM2_HOME=/home/ann/.pm2 pm2 kill");
}

TEST_CASE("pm2: a boot brings it back")
{
  Facts facts = sound_facts();
  facts.pm2 = {.boot_unit = "pm2-ann.service", .dump = "/home/ann/.pm2/dump.pm2"};
  CHECK(told(check_pm2(facts))
        == "warning pm2-ann.service is enabled\n"
           "  why: the next boot starts PM2, and all that stands in /home/ann/.pm2/dump.pm2\n"
           "  mend: sudo systemctl disable --now pm2-ann.service\n");
}

TEST_CASE("daemon: another one that reads the list")
{
  Facts facts = sound_facts();
  CHECK(check_daemon(facts).empty());
  facts.configuration.lists = {"/srv/mcp_server.conf"};
  CHECK(told(check_daemon(facts)) == "ok no other daemon reads their lists\n");
  facts.processes = {process_of(60, {"python3", "daemon.py", "../srv/mcp_server.conf"})};
  facts.processes[0].folder = "/opt";
  facts.processes[0].unit = "mcp-daemon.service";
  CHECK(told(check_daemon(facts)) == "ok no other daemon reads their lists\n"); // a name of ours
  facts.processes[0].unit = "servers.service";
  CHECK(told(check_daemon(facts))
        == "problem another daemon reads /srv/mcp_server.conf: pid 60, python3 daemon.py, "
           "of user ann, in servers.service\n"
           "  why: it starts the servers that mcpctl starts\n"
           "  mend: sudo systemctl disable --now servers.service\n");
  facts.processes[0].on_terminal = true; // an editor, most likely
  CHECK(told(check_daemon(facts)) == "ok no other daemon reads their lists\n");
}

TEST_CASE_FIXTURE(WebServer, "twice: the same command, run by somebody else")
{
  struct Row
  {
    const char* what;
    std::vector<std::string> argv;
    const char* unit;
    bool twice;
  };
  const Row rows[] = {
      {"as it is", {"/usr/bin/node", "/srv/web.js"}, "", true},
      {"another node", {"node", "/srv/web.js"}, "session-1.scope", true},
      {"PM2's title", {"node /srv/web.js"}, "", true},
      {"the server itself", {"/usr/bin/node", "/srv/web.js"}, "mcp@web.service", false},
      {"another script", {"node", "/srv/db.js"}, "", false},
      {"more arguments", {"node", "/srv/web.js", "--port", "1"}, "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    facts.processes = {process_of(70, row.argv)};
    facts.processes[0].unit = row.unit;
    CHECK((check_twice(facts)[0].gravity == Gravity::warning) == row.twice);
  }
  facts.processes = {process_of(69, {"python3", "daemon.py"}),
                     process_of(70, {"node", "/srv/web.js"}, 69)};
  CHECK(told(check_twice(facts))
        == "warning web: its command runs a second time: pid 70, node /srv/web.js, of user ann\n"
           "  why: started by pid 69, python3 daemon.py, of user ann; whoever came first has the "
           "port and the files\n"
           "  mend: kill 70\n");
  // Each client has a session of its own.
  state.type = ServerType::stdio;
  CHECK(told(check_twice(facts)) == "ok no server's command runs elsewhere\n");
  // A script that the kernel has put its interpreter before.
  state.type = ServerType::none;
  state.argv = {"/srv/run", "x"};
  facts.processes = {process_of(70, {"/bin/sh", "/srv/run", "x"})};
  CHECK(check_twice(facts)[0].gravity == Gravity::warning);
}
