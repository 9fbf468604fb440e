#include "report/show_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace mcpctl;
using namespace std::chrono_literals;

namespace {

constexpr RealTime now{1'770'120'247s}; // 2026-02-03 12:04:07 UTC

nlohmann::json shown(const ServerDetail& server, const ShowContext& context = {.now = now})
{
  return nlohmann::json::parse(show_json({server}, context))["servers"][0];
}

ServerDetail web()
{
  ServerDetail web{.state = {.id = *parse_instance_id("web"), .unit = "mcp@web.service"}};
  web.state.state = RunState::running;
  web.state.enabled = true;
  web.environment = std::vector<std::string>{"A"};
  web.environment_files = {{"/srv/.env", {{"B"}}}, {"/srv/closed.env", {}}};
  web.secrets = {{"CERT", Delivery::file, "/s/CERT", false}};
  web.memory_max = {"200M", 200U << 20U};
  web.cpu_quota = {"50%", 50, false};
  web.restart = {"always", 100ms, 10, 60s, {}};
  web.last_exit = {now - 1s, {"exit 3", "exited with status 3"}};
  web.after = {{"db", RunState::stopped}, {"network.target", {}}};
  web.helpers = {{"mcpctl-calendar@web.timer", "restart_on_calendar", "active", now + 1s}};
  web.log_files = {{"/var/log/web.log", true, false, {"last"}, 10}};
  web.log = {{.at = now, .server = "web", .message = "hello\xff", .priority = 4}};
  return web;
}

} // namespace

TEST_CASE("show_json: the fields of status, and what else show tells")
{
  const nlohmann::json json = shown(web());
  CHECK(json["name"] == "web");
  CHECK(json["state"] == "running");
  CHECK(json["environment"] == nlohmann::json({"A"}));
  CHECK(json["environment_files"].dump()
        == R"([{"names":["B"],"path":"/srv/.env"},{"names":null,"path":"/srv/closed.env"}])");
  CHECK(json["secrets"].dump()
        == R"([{"delivery":"file","name":"CERT","path":"/s/CERT","set":false}])");
  CHECK(json["limits"]["memory_max_bytes"].dump() == R"({"in_force":209715200,"written":"200M"})");
  CHECK(json["limits"]["cpu_quota_percent"].dump() == R"({"in_force":null,"written":"50%"})");
  CHECK(json["restart"].dump()
        == R"({"delay_sec":0.1,"policy":"always","retry_sec":null,)"
           R"("start_limit_burst":10,"start_limit_interval_sec":60.0})");
  CHECK(json["last_exit"].dump()
        == R"({"at":"2026-02-03T12:04:06Z","words":"exited with status 3"})");
  CHECK(json["after"].dump()
        == R"([{"name":"db","state":"stopped"},{"name":"network.target","state":null}])");
  CHECK(json["helpers"].dump()
        == R"([{"active_state":"active","next_at":"2026-02-03T12:04:08Z",)"
           R"("setting":"restart_on_calendar","unit":"mcpctl-calendar@web.timer"}])");
  CHECK(
      json["log_files"].dump()
      == R"([{"bytes":10,"lines":["last"],"path":"/var/log/web.log","stderr":false,"stdout":true}])");
  CHECK(json["starts_at_boot"] == true);
  CHECK(json["log"].dump()
        == "[{\"at\":\"2026-02-03T12:04:07Z\",\"from_systemd\":false,"
           "\"message\":\"hello\xef\xbf\xbd\",\"priority\":4}]");
}

TEST_CASE("show_json: what is not known is null")
{
  ServerDetail bare{.state = {.id = *parse_instance_id("new"), .unit = "mcp@new.service"}};
  bare.no_log = "no permission";
  const nlohmann::json json = shown(bare);
  for (const char* field : {"description", "cwd", "user", "environment", "restart", "last_exit",
                            "next_try_at", "starts_at_boot", "load_error", "log"}) {
    CAPTURE(field);
    CHECK(json.contains(field));
    CHECK(json[field].is_null());
  }
}

TEST_CASE("show_json: a server that would not start at boot")
{
  CHECK(shown(web(), {.now = now, .linger = false})["starts_at_boot"] == false);
}
