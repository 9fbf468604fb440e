#include "observe/detail.hpp"

#include "units/render.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Server server()
{
  Server server{.name = *ServerName::parse("web"), .origin = {"/home/ann/mcp.toml", 3}};
  server.owner = "/home/ann/mcp.toml";
  server.command = {"node 'a b'", "node", {"/usr/bin/node", "a b"}, ""};
  server.working_directory = "/srv/100% web";
  server.description = "100% web";
  server.env = {{"B", "x\"\nSECRET=1"}, {"A", "2"}};
  server.env_files = {{"/srv/*.env", "0123"}};
  server.secrets = {{*SecretName::parse("TOKEN"), Delivery::environment,
                     "/home/100% ann/.config/mcp/secrets/web/TOKEN.env", "1"},
                    {*SecretName::parse("CERT"), Delivery::file,
                     "/home/100% ann/.config/mcp/secrets/web/CERT", "2"}};
  server.limits.memory_max = ByteSize{ByteSize::Kind::bytes, 200U << 20U};
  server.limits.cpu_quota_percent = 50;
  server.life.restart = RestartPolicy::on_failure;
  return server;
}

InstalledUnit installed(const Server& server)
{
  const Rendering rendering = render(server, {.unit_folder = "/u"});
  const RenderedUnit& unit = rendering.units.front();
  return {.marker = *parse_marker(unit.files.at(1).text), .unit = unit.unit, .files = unit.files};
}

ServerDetail detail(const InstalledUnit& unit)
{
  return detail_of({.id = unit.marker.id}, unit, {"/u", "/run/u"});
}

} // namespace

TEST_CASE("detail_of: reads back what rendering wrote")
{
  const ServerDetail web = detail(installed(server()));
  using Words = std::vector<std::string>;
  CHECK(web.written == "node 'a b'");
  CHECK(web.working_directory == "/srv/100% web");
  CHECK(web.user.empty());
  CHECK(web.environment == Words{"A", "B"});
  REQUIRE(web.environment_files.size() == 1);
  CHECK(web.environment_files[0].path == "/srv/*.env");
  CHECK_FALSE(web.environment_files[0].names);
  REQUIRE(web.secrets.size() == 2);
  CHECK(web.secrets[0].name == "TOKEN");
  CHECK(web.secrets[0].path == "/home/100% ann/.config/mcp/secrets/web/TOKEN.env");
  CHECK(web.secrets[1].name == "CERT");
  CHECK(web.secrets[1].delivery == Delivery::file);
  CHECK(web.secrets[1].path == "/home/100% ann/.config/mcp/secrets/web/CERT");
  CHECK(web.memory_max.written == "200M");
  CHECK(web.memory_high.written.empty());
  CHECK(web.cpu_quota.written == "50%");
  CHECK(web.description == "100% web");
  CHECK(web.program == "node");
  CHECK(web.restart.retry == std::chrono::minutes(1));
  CHECK(web.files
        == Words{"/u/mcp@.service", "/u/mcp.target.wants/mcp@web.service",
                 "/u/mcp@web.service.d/10-mcpctl.conf", "/u/mcp@web.service.d/10-mcpctl.env"});
}

TEST_CASE("detail_of: users, and an environment that may not be read")
{
  Server other = server();
  other.user = "ann";
  InstalledUnit unit = installed(other);
  unit.where = Where::runtime;
  for (UnitFile& file : unit.files) {
    if (file.path.ends_with(".env"))
      file.text.clear();
  }
  const ServerDetail web = detail(unit);
  CHECK(web.user == "ann");
  CHECK_FALSE(web.environment);
  CHECK(web.files.front() == "/run/u/mcp@.service");
  other.dynamic_user = true;
  CHECK(detail(installed(other)).user == "dynamic");
}

TEST_CASE("foreign_drop_ins: what an administrator added")
{
  const ServerDetail web = detail(installed(server()));
  const std::string ours = "/u/mcp@web.service.d/10-mcpctl.conf";
  const std::string theirs = "/u/mcp@web.service.d/override.conf";
  CHECK(foreign_drop_ins({ours, theirs}, web) == std::vector<std::string>{theirs});
}

TEST_CASE("detail_of: the next tries after a failure")
{
  Server other = server();
  other.life.retry = std::chrono::seconds(5);
  CHECK(detail(installed(other)).restart.retry == std::chrono::seconds(5));
  other.life.retry = TimeSpan::zero();
  CHECK_FALSE(detail(installed(other)).restart.retry);
}

TEST_CASE("detail_of: PATH is one of the names, once")
{
  Server other = server();
  other.command.search_path = "/opt/bin:/usr/bin";
  CHECK(detail(installed(other)).environment == std::vector<std::string>{"A", "B", "PATH"});
  other.env["PATH"] = "/bin";
  CHECK(detail(installed(other)).environment == std::vector<std::string>{"A", "B", "PATH"});
}

TEST_CASE("detail_of: order and helpers")
{
  Server other = server();
  other.life.restart_on_calendar = "daily";
  InstalledUnit unit = installed(other);
  for (UnitFile& file : unit.files) {
    if (holds_marker(file.path))
      file.text += "[Unit]\nAfter=mcp@db.service network.target\n";
  }
  const ServerDetail web = detail(unit);
  REQUIRE(web.helpers.size() == 1);
  CHECK(web.helpers[0].unit == "mcpctl-calendar@web.timer");
  CHECK(web.helpers[0].setting == "restart_on_calendar");
  REQUIRE(web.after.size() == 2);
  CHECK(web.after[0].name == "db");
  CHECK(web.after[1].name == "network.target");
}

TEST_CASE("add_settings: systemd's word counts, as far as there is something that counts")
{
  ServerDetail web = detail(installed(server()));
  add_settings(web,
               {.memory_max = 1024,
                .cpu_usec_per_sec = 500'000,
                .restart = "always",
                .restart_usec = 100'000,
                .start_interval_usec = 60'000'000,
                .start_burst = 10},
               {"memory"});
  CHECK(web.memory_max.amount == 1024);
  CHECK(web.memory_max.enforced);
  CHECK_FALSE(web.memory_high.amount);
  CHECK(web.cpu_quota.amount == 50);
  CHECK_FALSE(web.cpu_quota.enforced);
  CHECK_FALSE(web.tasks_max.amount);
  CHECK(web.restart.policy == "always");
  CHECK(web.restart.delay == std::chrono::milliseconds(100));
  CHECK(web.restart.burst == 10);
  CHECK(web.restart.interval == std::chrono::minutes(1));
}
