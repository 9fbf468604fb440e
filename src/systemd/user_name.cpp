#include "systemd/user_name.hpp"

#include <charconv>
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

std::optional<unsigned> user_id(const std::string& name)
{
  unsigned number = 0;
  const char* const end = name.data() + name.size();
  if (const auto read = std::from_chars(name.data(), end, number);
      read.ec == std::errc() && read.ptr == end)
    return number;
  std::vector<char> buffer(16384);
  passwd entry = {};
  passwd* found = nullptr;
  if (getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) != 0
      || found == nullptr)
    return std::nullopt;
  return found->pw_uid;
}

} // namespace mcpctl
