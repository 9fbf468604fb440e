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

} // namespace mcpctl
