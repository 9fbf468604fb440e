#include "systemd/user_name.hpp"

#include <pwd.h>
#include <vector>

namespace mcpctl {

std::string user_name(unsigned uid)
{
  std::vector<char> buffer(16384);
  passwd entry = {};
  passwd* found = nullptr;
  if (getpwuid_r(uid, &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
    return std::to_string(uid);
  return found->pw_name;
}

} // namespace mcpctl
