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

} // namespace mcpctl
