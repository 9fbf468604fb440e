#include "report/server_json.hpp"

#include "report/duration.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

namespace {

using Json = nlohmann::ordered_json;

template <typename T> Json or_null(const std::optional<T>& value)
{
  return value ? Json(*value) : Json();
}

Json or_null(const std::string& text)
{
  return text.empty() ? Json() : Json(text);
}

const char* word_for(ServerType type)
{
  switch (type) {
  case ServerType::http:
    return "http";
  case ServerType::stdio:
    return "stdio";
  case ServerType::none:
    break;
  }
  return "none";
}

Json source_of(const Origin& origin)
{
  return origin.file.empty() ? Json() : Json(origin.file + ":" + std::to_string(origin.line));
}

Json seconds_of(const std::optional<std::chrono::microseconds>& span)
{
  return span ? Json(std::chrono::duration_cast<std::chrono::seconds>(*span).count()) : Json();
}

Json json_of(const SessionState& session)
{
  const auto& client = session.client;
  return {
      {"id", or_null(session.invocation_id.substr(0, short_id))},
      {"unit", session.unit},
      {"invocation_id", or_null(session.invocation_id)},
      {"pid", or_null(session.pid)},
      {"started_at", format_rfc3339(session.started_at)},
      {"client", client ? Json(client->program().name.view()) : Json()},
      {"client_pid", client ? Json(client->program().pid) : Json()},
      {"client_uid", client ? Json(client->uid) : Json()},
      {"client_user", or_null(session.user)},
      {"cpu_usec", or_null(session.cpu_usec)},
      {"memory_bytes", or_null(session.memory_bytes)},
      {"tasks", or_null(session.tasks)},
  };
}

Json session_list_of(const ServerState& server)
{
  if (server.type != ServerType::stdio)
    return {};
  Json list = Json::array();
  for (const SessionState& session : server.sessions)
    list.push_back(json_of(session));
  return list;
}

} // namespace

nlohmann::ordered_json server_json(const ServerState& server, RealTime now)
{
  return {
      {"name", server.id.server.str()},
      {"instance", or_null(server.id.index)},
      {"unit", server.unit},
      {"type", word_for(server.type)},
      {"state", to_string(server.state)},
      {"active_state", or_null(server.active_state)},
      {"sub_state", or_null(server.sub_state)},
      {"pid", or_null(server.pid)},
      {"started_at", server.started_at ? Json(format_rfc3339(*server.started_at)) : Json()},
      {"uptime_sec", seconds_of(uptime(server, now))},
      {"restarts", or_null(server.restarts)},
      {"cpu_usec", or_null(server.cpu_usec)},
      {"memory_bytes", or_null(server.memory_bytes)},
      {"tasks", or_null(server.tasks)},
      {"command", server.argv},
      {"url", or_null(server.url)},
      {"socket", or_null(server.socket)},
      {"sessions", server.type == ServerType::stdio ? Json(server.sessions.size()) : Json()},
      {"session_list", session_list_of(server)},
      {"enabled", server.enabled},
      {"stale", or_null(server.stale)},
      {"profile", or_null(server.profile)},
      {"result", or_null(server.result)},
      {"exit_status", or_null(server.exit_status)},
      {"source", source_of(server.source)},
  };
}

} // namespace mcpctl
