#include "rotate/rotating_file.hpp"

#include "rotate/bytes.hpp"
#include "rotate/command.hpp"

#include <cerrno>
#include <cstdio>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace mcpctl {

namespace {

// A line that is longer is cut in two rather than held back.
constexpr std::uint64_t longest_line = 1U << 20U;

bool is_regular(const struct stat& status)
{
  return S_ISREG(status.st_mode);
}

} // namespace

RotatingFile RotatingFile::open(const std::string& path)
{
  RotatingFile log;
  const std::size_t slash = path.rfind('/');
  const std::string folder = slash == 0 ? "/" : path.substr(0, slash);
  log.name_ = path.substr(slash + 1);
  log.folder_ = Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!log.folder_.ok())
    return log;
  Descriptor file = log.open_beside(log.name_, O_RDWR);
  struct stat status = {};
  if (!file.ok() || ::fstat(file.get(), &status) != 0)
    return log;
  if (!is_regular(status))
    errno = EINVAL;
  else
    log.file_ = std::move(file);
  return log;
}

Descriptor RotatingFile::open_beside(const std::string& name, int flags) const
{
  constexpr int mode = 0600;
  return Descriptor(
      ::openat(folder_.get(), name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode));
}

bool RotatingFile::rename(const std::string& from, const std::string& to) const
{
  return ::renameat(folder_.get(), from.c_str(), folder_.get(), to.c_str()) == 0;
}

bool RotatingFile::lock()
{
  return ::flock(file_.get(), LOCK_EX | LOCK_NB) == 0;
}

std::uint64_t RotatingFile::size() const
{
  return size_of(file_.get()).value_or(0);
}

bool RotatingFile::begin_copy()
{
  struct stat status = {};
  copied_ = 0;
  copy_ = open_beside(unfinished_copy_name(name_), O_RDWR | O_CREAT | O_EXCL | O_APPEND);
  if (!copy_.ok() || ::fstat(file_.get(), &status) != 0)
    return false;
  // Only root may give a file away, and there is nothing to give where it is one's own.
  struct stat own = {};
  if (::fstat(copy_.get(), &own) != 0)
    return false;
  if ((own.st_uid != status.st_uid || own.st_gid != status.st_gid)
      && ::fchown(copy_.get(), status.st_uid, status.st_gid) != 0 && ::geteuid() == 0)
    return false;
  return ::fchmod(copy_.get(), status.st_mode & 07777) == 0;
}

bool RotatingFile::copy()
{
  return copy_from(file_.get(), copied_, copy_.get());
}

std::uint64_t RotatingFile::left_to_copy() const
{
  const std::uint64_t now = size();
  return now > copied_ ? now - copied_ : 0;
}

bool RotatingFile::sync_copy()
{
  return ::fdatasync(copy_.get()) == 0;
}

void RotatingFile::drop()
{
  const int cause = errno;
  ::unlinkat(folder_.get(), unfinished_copy_name(name_).c_str(), 0);
  copy_ = Descriptor();
  errno = cause;
}

bool RotatingFile::replace()
{
  if (!rename(unfinished_copy_name(name_), finished_copy_name(name_)))
    return false;
  if (::ftruncate(file_.get(), 0) == 0)
    return finish(copy_.get());
  const int cause = errno;
  ::unlinkat(folder_.get(), finished_copy_name(name_).c_str(), 0);
  errno = cause;
  return false;
}

// The copy is the only place of its bytes now, but for an unfinished line that may already have
// been given back.
bool RotatingFile::finish(int copy)
{
  const auto size = size_of(copy);
  const auto end = size ? end_of_lines(copy, *size, longest_line) : std::nullopt;
  if (!end)
    return false;
  return *end == *size || give_back(copy, *end);
}

// Moves what the copy holds behind `end` to the file, which is empty or has it already. Else, and
// where there is no room for it, it stays where it is: a line in two files is better than none.
bool RotatingFile::give_back(int copy, std::uint64_t end)
{
  const auto line = read_from(copy, end);
  const auto now = read_from(file_.get(), 0);
  if (!line || !now)
    return false;
  if (now->empty()) {
    const ssize_t written = ::pwrite(file_.get(), line->data(), line->size(), 0);
    if (written != static_cast<ssize_t>(line->size()))
      return ::ftruncate(file_.get(), 0) == 0;
  } else if (!now->starts_with(*line)) {
    return true;
  }
  return ::ftruncate(copy, static_cast<off_t>(end)) == 0;
}

std::vector<OlderFile> RotatingFile::older() const
{
  std::vector<OlderFile> files;
  DIR* const entries =
      ::fdopendir(::openat(folder_.get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (entries == nullptr)
    return files;
  const std::time_t now = std::time(nullptr);
  while (const dirent* entry = ::readdir(entries)) { // NOLINT(concurrency-mt-unsafe)
    const auto name = parse_rotated_name(name_, entry->d_name);
    struct stat status = {};
    if (name && ::fstatat(folder_.get(), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0
        && is_regular(status))
      files.push_back({*name, std::chrono::seconds(now - status.st_mtime)});
  }
  ::closedir(entries);
  return files;
}

bool RotatingFile::shift()
{
  for (const auto& [from, to] : renames_for_new(older())) {
    if (!rename(rotated_name(name_, from), rotated_name(name_, to)))
      return false;
  }
  const bool renamed = rename(finished_copy_name(name_), rotated_name(name_, {.number = 1}));
  copy_ = Descriptor();
  return renamed && ::fsync(folder_.get()) == 0;
}

bool RotatingFile::is_interrupted() const
{
  struct stat status = {};
  const auto is_there = [&](const std::string& name) {
    return ::fstatat(folder_.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
  };
  return is_there(unfinished_copy_name(name_)) || is_there(finished_copy_name(name_));
}

bool RotatingFile::recover()
{
  if (::unlinkat(folder_.get(), unfinished_copy_name(name_).c_str(), 0) != 0 && errno != ENOENT)
    return false;
  const Descriptor copy = open_beside(finished_copy_name(name_), O_RDWR | O_APPEND);
  if (!copy.ok())
    return errno == ENOENT;
  const auto size_of_copy = size_of(copy.get());
  if (!size_of_copy)
    return false;
  const auto untouched = size() < *size_of_copy
                             ? std::optional(false)
                             : begins_alike(file_.get(), copy.get(), *size_of_copy);
  if (!untouched)
    return false;
  if (*untouched)
    return ::unlinkat(folder_.get(), finished_copy_name(name_).c_str(), 0) == 0;
  return finish(copy.get()) && shift();
}

bool RotatingFile::tidy(const Retention& keeping)
{
  bool ok = true;
  for (const RotatedName& name : superfluous(older(), keeping))
    ok = ::unlinkat(folder_.get(), rotated_name(name_, name).c_str(), 0) == 0 && ok;
  return ok;
}

bool RotatingFile::compress()
{
  bool ok = true;
  for (const OlderFile& file : older()) {
    if (!file.name.compressed)
      ok = run_in_background({"gzip", "--force", "--", "./" + rotated_name(name_, file.name)},
                             folder_.get())
           && ok;
  }
  return ok;
}

} // namespace mcpctl
