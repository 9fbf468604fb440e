#include "model/logs.hpp"

namespace mcpctl {

std::string path_for(const InstanceId& id, const std::string& path)
{
  if (!id.index)
    return path;
  const std::size_t name = path.rfind('/') + 1;
  std::size_t end = path.rfind('.');
  if (end == std::string::npos || end <= name) // a leading dot begins no extension
    end = path.size();
  return path.substr(0, end) + "-" + std::to_string(*id.index) + path.substr(end);
}

} // namespace mcpctl
