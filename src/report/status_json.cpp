#include "report/status_json.hpp"

#include "report/server_json.hpp"

#include <nlohmann/json.hpp>

namespace mcpctl {

using Json = nlohmann::ordered_json;

std::string status_json(Scope scope, const std::vector<ServerState>& servers, RealTime now,
                        StatusLayout layout)
{
  Json list = Json::array();
  for (const ServerState& server : servers)
    list.push_back(server_json(server, now));
  const Json document = {{"scope", scope == Scope::user ? "user" : "system"},
                         {"servers", std::move(list)}};
  const int indent = layout == StatusLayout::indented ? 2 : -1;
  return document.dump(indent, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace mcpctl
