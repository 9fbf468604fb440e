// Stdio servers: started for each client, so that what keeps a server up has no meaning for them.
#include "config/build.hpp"

#include <array>

namespace mcpctl {

namespace {

constexpr std::array<std::string_view, 14> resident_only = {
    "instances",
    "port",
    "url",
    "headers",
    "restart",
    "restart_sec",
    "start_limit_burst",
    "start_limit_interval_sec",
    "retry_sec",
    "restart_prevent_exit_status",
    "settle_sec",
    "service_type",
    "reload_signal",
    "restart_on_calendar",
};

void report(const Table& table, const std::string& header, BuildContext& context)
{
  for (const std::string_view key : resident_only) {
    if (const Entry* entry = table.find(key); entry != nullptr && !entry->bad) {
      context.problems.error(entry->spot,
                             std::string(key) + " has no meaning in " + header
                                 + ", which is of type \"stdio\": started for each client",
                             "leave it out");
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
