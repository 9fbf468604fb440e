// Stdio servers: started for each client, so that what keeps a server up has no meaning for them.
#include "config/build.hpp"

#include <array>

namespace mcpctl {

namespace {

struct ResidentKey
{
  std::string_view name;
  std::string_view hint = "leave it out";
};

constexpr std::string_view new_code = "leave it out: each new session runs the files as they are";

constexpr std::array resident_only = {
    ResidentKey{"instances"},
    ResidentKey{"port"},
    ResidentKey{"url"},
    ResidentKey{"headers"},
    ResidentKey{"restart"},
    ResidentKey{"restart_sec"},
    ResidentKey{"start_limit_burst"},
    ResidentKey{"start_limit_interval_sec"},
    ResidentKey{"retry_sec"},
    ResidentKey{"restart_prevent_exit_status"},
    ResidentKey{"settle_sec"},
    ResidentKey{"service_type"},
    ResidentKey{"reload_signal"},
    ResidentKey{"restart_on_calendar"},
    ResidentKey{"on_failure", "leave it out: the client is told why its session failed"},
    ResidentKey{"watch", new_code},
    ResidentKey{"watch_ignore", new_code},
    ResidentKey{"watch_delay_sec", new_code},
};

void report(const Table& table, const std::string& header, BuildContext& context)
{
  for (const ResidentKey& key : resident_only) {
    if (const Entry* entry = table.find(key.name); entry != nullptr && !entry->bad) {
      context.problems.error(entry->spot,
                             std::string(key.name) + " has no meaning in " + header
                                 + ", which is of type \"stdio\": started for each client",
                             std::string(key.hint));
    }
  }
}

// The server's own tables; [defaults] are for all kinds of servers, each takes what it can use.
void report_resident_keys(const Draft& draft, BuildContext& context)
{
  const Table& table = draft.definition.table;
  report(table, header_of(draft), context);
  const Entry* profiles = table.find("profiles");
  if (profiles == nullptr || profiles->value.table() == nullptr)
    return;
  for (const Entry& profile : profiles->value.table()->entries) {
    if (profile.value.table() != nullptr)
      report(*profile.value.table(), header_of(draft), context);
  }
}

void forget_resident_settings(Server& server)
{
  server.instances.reset();
  server.port.reset();
  server.url.clear();
  server.headers.clear();
  server.service_type = ServiceType::exec;
  server.watch = {};
  server.on_failure.reset();
  server.life = {.enabled = server.life.enabled,
                 .kill_signal = server.life.kill_signal,
                 .timeout_stop = server.life.timeout_stop,
                 .timeout_start = server.life.timeout_start};
}

// To systemd 0 is no limit, which nobody means who writes it.
void check_stop_at_once(const Draft& draft, const Server& server, BuildContext& context)
{
  if (server.life.timeout_stop != TimeSpan::zero())
    return;
  context.problems.error(draft.settings.get("timeout_stop_sec")->spot,
                         "timeout_stop_sec = 0 would never end " + header_of(draft)
                             + " if it ignores " + server.life.kill_signal.value_or("SIGTERM")
                             + ": to systemd 0 is no limit",
                         "as in \"1s\", or \"infinity\" if that is meant");
}

// What ignores the end of its input and SIGTERM would stay for ever.
void check_time_to_stop(const Draft& draft, const Server& server, BuildContext& context)
{
  const auto& span = server.life.timeout_stop;
  const Value* const value = draft.settings.get("timeout_stop_sec");
  if (value != nullptr && (span == TimeSpan::zero() || span == infinite_span)) {
    context.problems.error(value->spot,
                           "timeout_stop_sec without a limit would leave sessions of "
                               + header_of(draft) + " behind",
                           "as in \"10s\"");
  }
}

} // namespace

void build_sessions(const Draft& draft, Server& server, BuildContext& context)
{
  if (server.type == ServerType::stdio) {
    report_resident_keys(draft, context);
    forget_resident_settings(server);
    check_time_to_stop(draft, server, context);
    if (const Value* sessions = draft.settings.get("max_sessions"))
      server.max_sessions = static_cast<unsigned>(*sessions->integer());
    return;
  }
  check_stop_at_once(draft, server, context);
  if (const Entry* entry = draft.definition.table.find("max_sessions"))
    context.problems.error(entry->spot, "max_sessions is for servers of type \"stdio\"",
                           "add type = \"stdio\", or leave it out");
}

} // namespace mcpctl
