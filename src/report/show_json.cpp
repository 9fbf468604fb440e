#include "report/show_json.hpp"

#include "report/duration.hpp"
#include "report/server_json.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::string& text)
{
  return text.empty() ? Json() : Json(text);
}

template <typename T> Json or_null(const std::optional<T>& value)
{
  return value ? Json(*value) : Json();
}

Json time_of(const std::optional<RealTime>& at)
{
  return at ? Json(format_rfc3339(*at)) : Json();
}

Json seconds_of(TimeSpan span)
{
  return std::chrono::duration<double>(span).count();
}

Json environment_files_of(const ServerDetail& server)
{
  Json files = Json::array();
  for (const EnvironmentFile& file : server.environment_files)
    files.push_back({{"path", file.path}, {"names", or_null(file.names)}});
  return files;
}

Json secrets_of(const ServerDetail& server)
{
  Json secrets = Json::array();
  for (const SecretSource& secret : server.secrets) {
    secrets.push_back({{"name", secret.name},
                       {"delivery", secret.delivery == Delivery::file ? "file" : "environment"},
                       {"path", secret.path},
                       {"set", or_null(secret.set)}});
  }
  return secrets;
}

Json limit_of(const LimitDetail& limit)
{
  return {{"written", or_null(limit.written)},
          {"in_force", limit.enforced ? or_null(limit.amount) : Json()}};
}

Json limits_of(const ServerDetail& server)
{
  return {{"memory_max_bytes", limit_of(server.memory_max)},
          {"memory_high_bytes", limit_of(server.memory_high)},
          {"cpu_quota_percent", limit_of(server.cpu_quota)},
          {"tasks_max", limit_of(server.tasks_max)}};
}

Json restart_of(const ServerDetail& server)
{
  const RestartRules& rules = server.restart;
  if (rules.policy.empty() || server.state.type == ServerType::stdio)
    return {};
  return {{"policy", rules.policy},
          {"delay_sec", seconds_of(rules.delay)},
          {"start_limit_burst", rules.burst},
          {"start_limit_interval_sec", seconds_of(rules.interval)},
          {"retry_sec", rules.retry ? seconds_of(*rules.retry) : Json()}};
}

// Of the run before this one, or of the one that has ended.
Json last_exit_of(const ServerDetail& server)
{
  const ServerState& state = server.state;
  if (server.last_exit)
    return {{"at", format_rfc3339(server.last_exit->at)},
            {"words", or_null(server.last_exit->ending.words)}};
  if (!state.ended_at && state.ending.words.empty())
    return {};
  return {{"at", time_of(state.ended_at)}, {"words", or_null(state.ending.words)}};
}

Json after_of(const ServerDetail& server)
{
  Json after = Json::array();
  for (const EarlierServer& one : server.after) {
    after.push_back(
        {{"name", one.name}, {"state", one.state ? Json(to_string(*one.state)) : Json()}});
  }
  return after;
}

Json helpers_of(const ServerDetail& server)
{
  Json helpers = Json::array();
  for (const HelperState& helper : server.helpers) {
    helpers.push_back({{"unit", helper.unit},
                       {"setting", or_null(helper.setting)},
                       {"active_state", or_null(helper.active_state)},
                       {"next_at", time_of(helper.next)}});
  }
  return helpers;
}

Json log_files_of(const ServerDetail& server)
{
  Json files = Json::array();
  for (const WrittenFile& file : server.log_files) {
    files.push_back({{"path", file.path},
                     {"stdout", file.out},
                     {"stderr", file.err},
                     {"bytes", or_null(file.bytes)},
                     {"lines", file.lines}});
  }
  return files;
}

Json log_of(const ServerDetail& server)
{
  if (server.no_log)
    return {};
  Json lines = Json::array();
  for (const LogLine& line : server.log) {
    lines.push_back({{"at", format_rfc3339(line.at)},
                     {"message", line.message},
                     {"priority", line.priority},
                     {"from_systemd", line.from_systemd}});
  }
  return lines;
}

Json json_of(const ServerDetail& server, const ShowContext& context)
{
  const ServerState& state = server.state;
  Json json = server_json(state, context.now);
  json.update({
      {"description", or_null(server.description)},
      {"written", server.written},
      {"cwd", or_null(server.working_directory)},
      {"user", or_null(server.user)},
      {"group", or_null(server.group)},
      {"environment", or_null(server.environment)},
      {"environment_files", environment_files_of(server)},
      {"secrets", secrets_of(server)},
      {"limits", limits_of(server)},
      {"memory_peak_bytes", server.memory ? or_null(server.memory->peak) : Json()},
      {"memory_kills", server.memory ? or_null(server.memory->kills) : Json()},
      {"restart", restart_of(server)},
      {"last_exit", last_exit_of(server)},
      {"next_try_at", time_of(state.next_try)},
      {"starts_at_boot",
       state.state == RunState::not_applied ? Json() : Json(boot_clause(state, context) == "yes")},
      {"after", after_of(server)},
      {"helpers", helpers_of(server)},
      {"tags", state.tags},
      {"orphaned", state.orphaned},
      {"runtime", state.runtime},
      {"files", server.files},
      {"overridden_by", server.drop_ins},
      {"load_error", server.bad_files ? Json(*server.bad_files) : Json()},
      {"log_files", log_files_of(server)},
      {"log", log_of(server)},
  });
  return json;
}

} // namespace

std::string show_json(const std::vector<ServerDetail>& servers, const ShowContext& context)
{
  Json list = Json::array();
  for (const ServerDetail& server : servers)
    list.push_back(json_of(server, context));
  const Json document = {{"scope", context.scope == Scope::user ? "user" : "system"},
                         {"servers", std::move(list)}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mcpctl
