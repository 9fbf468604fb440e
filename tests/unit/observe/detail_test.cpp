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
  CHECK(web.environment_files == Words{"/srv/*.env"});
  CHECK(web.secrets == Words{"TOKEN", "CERT (file)"});
  CHECK(web.memory_max == "200M");
  CHECK(web.memory_high.empty());
  CHECK(web.cpu_quota == "50%");
  CHECK(web.restart == "on-failure");
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
