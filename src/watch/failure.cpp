#include "watch/failure.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace mcpctl {

namespace {

std::string reached(const char* name, const char* of_what, ReadLimit limit)
{
  const std::string setting = std::string("fs.inotify.") + name;
  const std::string value = limit(name);
  std::string text = std::string("this user's limit of ") + of_what + " is reached (" + setting;
  if (!value.empty())
    text += " = " + value;
  return text + "); root lifts it with: sysctl " + setting + "=NUMBER";
}

} // namespace

std::string limit_of(const char* name)
{
  const std::string path = std::string("/proc/sys/fs/inotify/") + name;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  char digits[32] = {};
  const ssize_t size = file < 0 ? 0 : ::read(file, digits, sizeof digits - 1);
  ::close(file);
  std::string value(digits, size < 0 ? 0 : static_cast<std::size_t>(size));
  while (!value.empty() && value.back() == '\n')
    value.pop_back();
  return value;
}

std::string describe(const WatchFailure& failure, ReadLimit limit)
{
  if (failure.error == EMFILE && failure.path.empty())
    return reached("max_user_instances", "inotify instances", limit);
  if (failure.error == ENOSPC)
    return "after " + std::to_string(failure.folders) + " folders "
           + reached("max_user_watches", "inotify watches", limit) + ", or watch_ignore leaves out "
           + "folders; the first one too many is " + failure.path;
  const std::string where = failure.path.empty() ? "" : failure.path + ": ";
  return where + std::strerror(failure.error); // NOLINT(concurrency-mt-unsafe)
}

} // namespace mcpctl
