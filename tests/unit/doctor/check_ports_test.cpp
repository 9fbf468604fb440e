#include "doctor/sound.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

ServerFacts http_server(const std::string& name, unsigned port)
{
  ServerFacts server = sound_server(name);
  server.detail.state.type = ServerType::http;
  server.port = port;
  server.port_promised = true;
  return server;
}

} // namespace

TEST_CASE("port: who else holds it, and what ends that")
{
  Facts facts = sound_facts();
  CHECK(check_port(facts).empty());
  facts = facts_with(http_server("web", 3001));
  CHECK(told(check_port(facts)) == "ok no one else holds a server's port\n");
  facts.holders = {{.port = 3001, .user = "ann", .process = process_of(100, {"node"})}};
  CHECK(told(check_port(facts)) == "ok no one else holds a server's port\n");

  Process other = process_of(4242, {"python3", "-m", "http.server"});
  facts.holders[0].process = other;
  const std::string intro = "problem web: port 3001 is held by pid 4242, python3, of "
                            "user ann";
  const std::string why = "\n  why: it cannot listen there\n";
  const std::string restart = "  mend: mcpctl restart web\n";
  CHECK(told(check_port(facts)) == intro + why + "  mend: kill 4242\n" + restart);

  struct Row
  {
    const char* unit;
    bool of_user;
    const char* mend;
  };
  const Row rows[] = {
      {"app.service", true, "systemctl --user disable --now app.service"},
      {"app.service", false, "sudo systemctl disable --now app.service"},
      {"session-3.scope", false, "kill 4242"},
      {"mcp@db.service", true, "mcpctl stop db"},
  };
  for (const Row& row : rows) {
    facts.holders[0].process->unit = row.unit;
    facts.holders[0].process->unit_of_user = row.of_user;
    CHECK(told(check_port(facts))
          == intro + ", in " + row.unit + why + "  mend: " + row.mend + "\n" + restart);
  }
  other.uid = 0;
  facts.holders[0].process = other;
  CHECK(check_port(facts)[0].mend[0].text == "sudo kill 4242");
  facts.holders[0] = {.port = 3001, .user = "root", .process = {}};
  CHECK(told(check_port(facts))
        == "problem web: port 3001 is held by a process of user root" + why
               + "  mend: sudo ss -ltnp 'sport = :3001'\n");
  facts.servers[0].detail.state.state = RunState::stopped;
  CHECK(check_port(facts)[0].gravity == Gravity::warning);
}

TEST_CASE("port: what PM2 has started, PM2 ends")
{
  Facts facts = facts_with(http_server("web", 3001));
  facts.processes = {process_of(50, {"PM2 v7.0.4: God Daemon (/home/ann/.pm2)"}),
                     process_of(51, {"node", "/srv/x.js"}, 50)};
  facts.holders = {{.port = 3001, .user = "ann", .process = facts.processes[1]}};
  const std::string pm2 = "PM2_HOME=/home/ann/.pm2 pm2 ";
  CHECK(steps(check_port(facts)[0])
        == "  mend: " + pm2 + "list\n  mend: " + pm2 + "delete NAME\n  mend: " + pm2
               + "save --force\n  mend: mcpctl restart web\n");
  facts.holders[0].process->pm2_id = "3";
  CHECK(steps(check_port(facts)[0])
        == "  mend: " + pm2 + "delete 3\n  mend: " + pm2
               + "save --force\n  mend: mcpctl restart web\n");
}

TEST_CASE("same-port: the second one is to be changed, to a port that no server has")
{
  Facts facts = facts_with(http_server("web", 3001));
  facts.servers.push_back(http_server("db", 3005));
  CHECK(told(check_same_port(facts)) == "ok no two servers have the same\n");
  facts.servers.push_back(http_server("copy", 3001));
  CHECK(told(check_same_port(facts))
        == "problem copy: port 3001 is the one of web, too\n"
           "  why: only one of them can listen there\n"
           "  edit: /home/ann/.config/mcp/mcp.toml:7: port = 3006\n"
           "  mend: mcpctl apply\n");
  // The one that listens is left alone.
  facts.servers[2].processes = {200};
  facts.holders = {{.port = 3001, .user = "ann", .process = process_of(200, {"node"})}};
  CHECK(check_same_port(facts)[0].subject == "web");
  CHECK(told(check_port(facts)) == "ok no one else holds a server's port\n");
}

TEST_CASE("listening: an http server that has run for a while, and nobody listens")
{
  Facts facts = facts_with(http_server("web", 3001));
  CHECK(told(check_listening(facts))
        == "problem web: nothing listens at port 3001, though it has run for 1min\n"
           "  why: it takes its port from elsewhere than PORT or {port}, or is no http server\n"
           "  mend: mcpctl logs web\n"
           "  mend: mcpctl show web\n");
  facts.servers[0].detail.state.started_at = facts.now - std::chrono::seconds(5);
  CHECK(told(check_listening(facts)) == "ok http servers listen at theirs\n");
  facts.servers[0].detail.state.state = RunState::stopped;
  CHECK(check_listening(facts).empty());
}
