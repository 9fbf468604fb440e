#include "units/compare.hpp"

#include "units/render.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

using namespace mcpctl;

namespace {

using Files = std::vector<UnitFile>;
using Names = std::vector<std::string>;

const Target target{.unit_folder = "/u"};

Server web()
{
  return Server{.name = *ServerName::parse("web"),
                .origin = {.file = "/c/mcp.toml", .line = 1},
                .command = {.written = "cat", .program = "cat", .argv = {"/bin/cat"}},
                .working_directory = "/srv",
                .env = {{"TOKEN", "secret-1"}}};
}

Files files_of(const Server& server)
{
  return render(server, target).units.at(0).files;
}

struct Row
{
  const char* what;
  std::function<void(Server&)> change;
  Need need;
  Names names;
};

} // namespace

TEST_CASE("compare: what a change needs, and its name")
{
  const Row rows[] = {
      {"nothing changed", [](Server&) {}, Need::nothing, {}},
      {"memory limit",
       [](Server& s) { s.limits.memory_max = ByteSize{.amount = 1U << 20U}; },
       Need::reload,
       {"MemoryMax"}},
      {"description", [](Server& s) { s.description = "x"; }, Need::reload, {"Description"}},
      {"restart policy",
       [](Server& s) { s.life.restart = RestartPolicy::on_failure; },
       Need::reload,
       {"Restart"}},
      {"no retries",
       [](Server& s) { s.life.retry = TimeSpan::zero(); },
       Need::reload,
       {"OnFailure"}},
      {"time between retries",
       [](Server& s) { s.life.retry = std::chrono::seconds(5); },
       Need::reload,
       {"retry_sec"}},
      {"at boot", [](Server& s) { s.life.enabled = false; }, Need::reload, {"enabled"}},
      {"moved in its file", [](Server& s) { s.origin.line = 7; }, Need::nothing, {"line"}},
      {"tags", [](Server& s) { s.tags = {"work"}; }, Need::reload, {"tags"}},
      {"an argument",
       [](Server& s) { s.command.argv.emplace_back("-n"); },
       Need::restart,
       {"ExecStart"}},
      {"working directory",
       [](Server& s) { s.working_directory = "/tmp"; },
       Need::restart,
       {"WorkingDirectory"}},
      {"readiness",
       [](Server& s) { s.service_type = ServiceType::notify; },
       Need::restart,
       {"NotifyAccess", "Type"}},
      {"a value of the environment, which is not told",
       [](Server& s) { s.env["TOKEN"] = "secret-2\nTWO=3"; },
       Need::restart,
       {"environment TOKEN"}},
      {"a variable less",
       [](Server& s) { s.env.clear(); },
       Need::restart,
       {"EnvironmentFile", "environment TOKEN"}},
      {"a directive of the escape hatch",
       [](Server& s) {
         s.systemd = {{"Service", "LimitNOFILE", "9"}};
       },
       Need::restart,
       {"LimitNOFILE"}},
      {"a dependency",
       [](Server& s) {
         s.systemd = {{"Unit", "After", "a.service"}};
       },
       Need::reload,
       {"After"}},
  };
  const Files shared = render_shared(target);
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      Server changed = web();
      row.change(changed);
      CHECK(compare(files_of(web()), files_of(changed), shared, shared) == row.need);
      CHECK(compare(files_of(changed), files_of(web()), shared, shared) == row.need);
      CHECK(differing_settings(files_of(web()), files_of(changed)) == row.names);
    }
  }
}

TEST_CASE("compare: a changed env_file is a restart, told by its number")
{
  Server one = web();
  one.env_files = {{.path = "/srv/.env", .digest = "aa"}};
  Server other = one;
  other.env_files[0].digest = "bb";
  const Files shared = render_shared(target);
  CHECK(compare(files_of(one), files_of(other), shared, shared) == Need::restart);
  CHECK(differing_settings(files_of(one), files_of(other)) == Names{"env_file 1"});
}

TEST_CASE("compare: a directive that moves from the template to the drop-in changes nothing")
{
  Server explicitly = web();
  explicitly.life.restart = RestartPolicy::always;
  explicitly.systemd = {{"Service", "Slice", "mcp.slice"}};
  const Files shared = render_shared(target);
  CHECK(compare(files_of(web()), files_of(explicitly), shared, shared) == Need::reload);
}

TEST_CASE("compare: a changed template")
{
  const Files shared = render_shared(target);
  Files changed = shared;
  const auto service = std::find_if(changed.begin(), changed.end(), [](const UnitFile& file) {
    return file.path == "mcp@.service";
  });
  REQUIRE(service != changed.end());
  SUBCASE("with a comment")
  {
    service->text += "# more\n";
  }
  SUBCASE("with a limit")
  {
    service->text.replace(service->text.find("TimeoutStopSec=10s"), 18, "TimeoutStopSec=11s");
  }
  CHECK(compare(files_of(web()), files_of(web()), shared, changed) == Need::reload);
  service->text.replace(service->text.find("Slice=mcp.slice"), 15, "Slice=x.slice");
  CHECK(compare(files_of(web()), files_of(web()), shared, changed) == Need::restart);
}

TEST_CASE("compare: a stdio server's sessions get what is new by themselves")
{
  const Row rows[] = {
      {"nothing changed", [](Server&) {}, Need::nothing, {}},
      {"an argument",
       [](Server& s) { s.command.argv.emplace_back("-n"); },
       Need::reload,
       {"ExecStart"}},
      {"the time to end in",
       [](Server& s) { s.life.timeout_stop = std::chrono::seconds(3); },
       Need::reload,
       {"TimeoutStopSec"}},
      {"environment", [](Server& s) { s.env["TOKEN"] = "b"; }, Need::reload, {"environment TOKEN"}},
      {"most sessions", [](Server& s) { s.max_sessions = 2; }, Need::reload, {"MaxConnections"}},
      {"description", [](Server& s) { s.description = "x"; }, Need::reload, {"Description"}},
  };
  Server before = web();
  before.type = ServerType::stdio;
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      Server after = before;
      row.change(after);
      CHECK(compare(files_of(before), files_of(after), {}, {}) == row.need);
      CHECK(differing_settings(files_of(before), files_of(after)) == row.names);
    }
  }
}

TEST_CASE("compare: who may connect is decided when the socket is made")
{
  Server server = web();
  server.type = ServerType::stdio;
  const Files before = files_of(server);
  const Files after =
      render(server, {.unit_folder = "/u", .client_group = "mcp"}).units.at(0).files;
  CHECK(compare(before, after, {}, {}) == Need::restart);
}
