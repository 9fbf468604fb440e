#include "model/server.hpp"

namespace mcpctl {

std::vector<InstanceId> instances_of(const Server& server)
{
  if (!server.instances)
    return {InstanceId{server.name, std::nullopt}};
  std::vector<InstanceId> ids;
  ids.reserve(*server.instances);
  for (unsigned index = 1; index <= *server.instances; ++index)
    ids.push_back({server.name, index});
  return ids;
}

std::string unit_of(const InstanceId& id, ServerType type)
{
  return type == ServerType::stdio ? socket_name(id.server) : unit_name(id);
}

std::vector<LogPlace> log_places(const Server& server, const InstanceId& id)
{
  std::vector<LogPlace> places;
  for (const LogTarget* target : {&server.logs.out, &server.logs.err}) {
    if (target->kind != LogTarget::Kind::file)
      continue;
    std::string path = path_for(id, target->path);
    if (places.empty() || places.front().path != path)
      places.push_back({std::move(path), server.user, server.group});
  }
  return places;
}

} // namespace mcpctl
