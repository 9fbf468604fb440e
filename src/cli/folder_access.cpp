#include "cli/folder_access.hpp"

#include <algorithm>
#include <filesystem>
#include <grp.h>
#include <pwd.h>
#include <sys/stat.h>
#include <vector>

namespace mcpctl {

namespace {

const passwd* account_of(const std::string& user)
{
  const bool is_number = !user.empty() && user.find_first_not_of("0123456789") == user.npos;
  if (const passwd* account = ::getpwnam(user.c_str())) // NOLINT(concurrency-mt-unsafe)
    return account;
  return is_number && user.size() < 10
             ? ::getpwuid(static_cast<uid_t>(std::stoul(user))) // NOLINT(concurrency-mt-unsafe)
             : nullptr;
}

std::vector<gid_t> groups_of(const passwd& account)
{
  int count = 64;
  std::vector<gid_t> groups(static_cast<std::size_t>(count));
  if (::getgrouplist(account.pw_name, account.pw_gid, groups.data(), &count) < 0) {
    groups.resize(static_cast<std::size_t>(count));
    (void)::getgrouplist(account.pw_name, account.pw_gid, groups.data(), &count);
  }
  groups.resize(static_cast<std::size_t>(count));
  return groups;
}

bool may_pass(const std::filesystem::path& folder, uid_t user, const std::vector<gid_t>& groups)
{
  struct stat about = {};
  if (::stat(folder.c_str(), &about) != 0)
    return false;
  if (about.st_uid == user)
    return (about.st_mode & S_IXUSR) != 0;
  if (std::find(groups.begin(), groups.end(), about.st_gid) != groups.end())
    return (about.st_mode & S_IXGRP) != 0;
  return (about.st_mode & S_IXOTH) != 0;
}

} // namespace

bool may_enter(const std::string& folder, const std::string& user)
{
  const passwd* account = account_of(user);
  if (account == nullptr)
    return true;
  const uid_t uid = account->pw_uid;
  const std::vector<gid_t> groups = groups_of(*account);
  std::filesystem::path above;
  for (const std::filesystem::path& part : std::filesystem::path(folder)) {
    above /= part;
    if (uid != 0 && !may_pass(above, uid, groups))
      return false;
  }
  return true;
}

} // namespace mcpctl
