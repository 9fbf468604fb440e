#include "store/flush_log.hpp"

#include "model/rotated_name.hpp"
#include "store/disk.hpp"

#include <cerrno>
#include <chrono>
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace mcpctl {

namespace {

using namespace std::chrono_literals;

constexpr auto rotation_limit = 10s;

Fd open_at(int folder, const std::string& path, int flags, Scope scope)
{
  open_how how = {};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NONBLOCK);
  how.resolve = scope == Scope::system ? RESOLVE_NO_SYMLINKS : 0;
  return Fd(static_cast<int>(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how)));
}

// mcpctl-rotate holds it as long as it works on the file.
Status wait_for_rotation(const Fd& file, const std::string& path)
{
  const auto limit = std::chrono::steady_clock::now() + rotation_limit;
  while (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK)
      return disk_error("lock", path, errno);
    if (std::chrono::steady_clock::now() > limit)
      return Error{ExitCode::failed, path + " is being rotated", "try again"};
    std::this_thread::sleep_for(20ms);
  }
  return Nothing{};
}

Status flush_older(const Fd& folder, const std::string& path, bool remove, FlushedLog& flushed)
{
  const std::string name = path.substr(path.rfind('/') + 1);
  DIR* const entries = fdopendir(dup(folder.get()));
  if (entries == nullptr)
    return disk_error("open", path, errno);
  int failure = 0;
  while (const dirent* entry = readdir(entries)) { // NOLINT(concurrency-mt-unsafe)
    struct stat status = {};
    if (!parse_rotated_name(name, entry->d_name)
        || fstatat(folder.get(), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0
        || !S_ISREG(status.st_mode))
      continue;
    ++flushed.older;
    flushed.older_bytes += static_cast<std::uint64_t>(status.st_size);
    if (remove && unlinkat(folder.get(), entry->d_name, 0) != 0)
      failure = errno;
  }
  closedir(entries);
  return failure == 0 ? Status(Nothing{}) : disk_error("unlink", path, failure);
}

Status empty(const Fd& folder, const std::string& path, Scope scope, FlushedLog& flushed)
{
  const Fd file = open_at(folder.get(), path.substr(path.rfind('/') + 1), O_WRONLY, scope);
  if (!file.ok())
    return errno == ENOENT ? Status(Nothing{}) : disk_error("open", path, errno);
  struct stat status = {};
  if (fstat(file.get(), &status) != 0)
    return disk_error("open", path, errno);
  if (!S_ISREG(status.st_mode))
    return Error{ExitCode::failed, path + " is no regular file", ""};
  if (auto waited = wait_for_rotation(file, path); !waited)
    return waited;
  if (fstat(file.get(), &status) != 0 || ftruncate(file.get(), 0) != 0)
    return disk_error("truncate", path, errno);
  flushed.there = true;
  flushed.bytes = static_cast<std::uint64_t>(status.st_size);
  return Nothing{};
}

} // namespace

Result<FlushedLog> flush_log(const std::string& path, Scope scope, bool with_older)
{
  FlushedLog flushed;
  const std::string above = path.substr(0, std::max<std::size_t>(path.rfind('/'), 1));
  const Fd folder = open_at(AT_FDCWD, above, O_RDONLY | O_DIRECTORY, scope);
  if (!folder.ok() && errno == ENOENT)
    return flushed;
  if (!folder.ok())
    return disk_error("open", above, errno);
  if (auto status = empty(folder, path, scope, flushed); !status)
    return status.error();
  if (auto status = flush_older(folder, path, with_older, flushed); !status)
    return status.error();
  return flushed;
}

} // namespace mcpctl
