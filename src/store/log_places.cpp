#include "store/log_places.hpp"

#include "store/disk.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <grp.h>
#include <optional>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace mcpctl {

namespace {

constexpr std::size_t record_buffer = 65'536;
constexpr unsigned others_write = 022;

struct Account
{
  uid_t user = 0;
  gid_t group = 0;
};

std::optional<unsigned> number(const std::string& text)
{
  unsigned value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failure == std::errc() && end == text.data() + text.size() ? std::optional(value)
                                                                    : std::nullopt;
}

// A user and its group by name or number; root where there is none such, as for a dynamic user.
Account account_of(const LogPlace& place)
{
  std::vector<char> buffer(record_buffer);
  Account account;
  passwd record = {};
  passwd* found = nullptr;
  if (const auto uid = number(place.user))
    getpwuid_r(*uid, &record, buffer.data(), buffer.size(), &found);
  else if (!place.user.empty())
    getpwnam_r(place.user.c_str(), &record, buffer.data(), buffer.size(), &found);
  if (found != nullptr)
    account = {found->pw_uid, found->pw_gid};
  group group_record = {};
  group* group_found = nullptr;
  if (const auto gid = number(place.group))
    account.group = *gid;
  else if (!place.group.empty()
           && getgrnam_r(place.group.c_str(), &group_record, buffer.data(), buffer.size(),
                         &group_found)
                  == 0
           && group_found != nullptr)
    account.group = group_found->gr_gid;
  return account;
}

Error unsafe(const std::string& folder, const std::string& why)
{
  return Error{ExitCode::usage, "log folder " + folder + " " + why,
               "systemd opens log files as root: choose a folder below ones that only root can "
               "change, such as /var/log/mcp"};
}

Status check_folder(const Fd& folder, const std::string& path, Scope scope)
{
  struct stat status = {};
  if (fstat(folder.get(), &status) != 0)
    return disk_error("open", path, errno);
  if (scope == Scope::system && status.st_uid != 0)
    return unsafe(path, "is not root's");
  if (scope == Scope::system && (status.st_mode & others_write) != 0)
    return unsafe(path, "can be written by others than root");
  return Nothing{};
}

// The folder `name` in `above`, made where missing.
Result<Fd> enter(const Fd& above, const std::string& name, const std::string& path, Scope scope)
{
  const bool system = scope == Scope::system;
  const int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | (system ? O_NOFOLLOW : 0);
  Fd folder(openat(above.get(), name.c_str(), flags));
  if (!folder.ok() && errno == ENOENT) {
    if (mkdirat(above.get(), name.c_str(), system ? 0755 : 0700) != 0 && errno != EEXIST)
      return disk_error("mkdir", path, errno);
    folder = Fd(openat(above.get(), name.c_str(), flags));
  }
  if (!folder.ok() && system && (errno == ELOOP || errno == ENOTDIR))
    return unsafe(path, "is a link, or no folder");
  if (!folder.ok())
    return disk_error("open", path, errno);
  if (auto status = check_folder(folder, path, scope); !status)
    return status.error();
  return folder;
}

Result<Fd> make_folders(const std::string& path, Scope scope)
{
  Fd folder(open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (std::size_t at = 1; at <= path.size();) {
    const std::size_t end = std::min(path.find('/', at), path.size());
    if (end > at) {
      auto next = enter(folder, path.substr(at, end - at), path.substr(0, end), scope);
      if (!next)
        return next.error();
      folder = std::move(next.value());
    }
    at = end + 1;
  }
  return folder;
}

Status give_away(const Fd& file, const LogPlace& place)
{
  const Account account = account_of(place);
  if (fchown(file.get(), account.user, account.group) != 0 || fchmod(file.get(), 0640) != 0)
    return disk_error("chown", place.path, errno);
  return Nothing{};
}

} // namespace

Status make_log_place(const LogPlace& place, Scope scope)
{
  const std::size_t slash = place.path.rfind('/');
  auto folder = make_folders(place.path.substr(0, slash), scope);
  if (!folder)
    return folder.error();
  const std::string name = place.path.substr(slash + 1);
  const int flags = O_WRONLY | O_APPEND | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
                    | (scope == Scope::system ? O_NOFOLLOW : 0);
  const Fd fresh(openat(folder->get(), name.c_str(), flags | O_CREAT | O_EXCL, 0600));
  if (fresh.ok())
    return scope == Scope::system ? give_away(fresh, place) : Status(Nothing{});
  const Fd there(errno == EEXIST ? openat(folder->get(), name.c_str(), flags) : -1);
  struct stat status = {};
  if (!there.ok() || fstat(there.get(), &status) != 0)
    return disk_error("open", place.path, errno);
  if (!S_ISREG(status.st_mode))
    return Error{ExitCode::usage, "log file " + place.path + " is no regular file", ""};
  return Nothing{};
}

} // namespace mcpctl
