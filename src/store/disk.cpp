#include "store/disk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::string_view staged_suffix = ".mcpctl-new";
// XDG Base Directory Specification: a missing folder above is made for its owner alone.
constexpr mode_t parent_folder_mode = 0700;

bool write_all(int fd, std::string_view text)
{
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool read_all(int fd, std::string& text)
{
  char buffer[16384];
  for (;;) {
    const ssize_t got = ::read(fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return got == 0;
    text.append(buffer, static_cast<std::size_t>(got));
  }
}

FileDetails::Kind kind_of(mode_t mode)
{
  if (S_ISREG(mode))
    return FileDetails::Kind::regular;
  if (S_ISDIR(mode))
    return FileDetails::Kind::folder;
  return S_ISLNK(mode) ? FileDetails::Kind::link : FileDetails::Kind::other;
}

} // namespace

std::string staged_name(const std::string& name)
{
  return "." + name + std::string(staged_suffix);
}

bool is_staged_name(const std::string& name)
{
  return name.starts_with('.') && name.ends_with(staged_suffix);
}

Folder::Folder(Fd fd, std::string path, DiskHook hook)
    : fd_(std::move(fd)), path_(std::move(path)), hook_(std::move(hook))
{
}

int Folder::refused(std::string_view call, const std::string& name) const
{
  return hook_ ? hook_(call, at(name)) : 0;
}

Result<std::optional<Folder>> Folder::open(const std::string& path, DiskHook hook)
{
  Fd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.ok())
    return std::optional<Folder>(Folder(std::move(fd), path, std::move(hook)));
  if (errno == ENOENT)
    return std::optional<Folder>();
  return disk_error("open", path, errno);
}

Result<Folder> Folder::make(const std::string& path, DiskHook hook)
{
  auto there = open(path, hook);
  if (!there)
    return there.error();
  if (*there)
    return std::move(**there);
  const auto slash = path.rfind('/');
  if (slash != std::string::npos && slash > 0) {
    if (auto parent = make(path.substr(0, slash), hook); !parent)
      return parent.error();
  }
  if (const int code = hook ? hook("mkdir", path) : 0)
    return disk_error("mkdir", path, code);
  if (::mkdir(path.c_str(), parent_folder_mode) != 0 && errno != EEXIST)
    return disk_error("mkdir", path, errno);
  auto made = open(path, std::move(hook));
  if (!made)
    return made.error();
  if (!*made)
    return disk_error("open", path, ENOENT);
  return std::move(**made);
}

Result<std::optional<Folder>> Folder::below(const std::string& name) const
{
  Fd fd(::openat(get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (fd.ok())
    return std::optional<Folder>(Folder(std::move(fd), at(name), hook_));
  if (errno == ENOENT)
    return std::optional<Folder>();
  return disk_error("open", at(name), errno);
}

Result<Folder> Folder::make_below(const std::string& name, unsigned mode) const
{
  auto there = below(name);
  if (!there)
    return there.error();
  if (*there)
    return std::move(**there);
  if (const int code = refused("mkdir", name))
    return disk_error("mkdir", at(name), code);
  if (::mkdirat(get(), name.c_str(), mode) != 0 && errno != EEXIST)
    return disk_error("mkdir", at(name), errno);
  auto made = below(name);
  if (!made)
    return made.error();
  if (!*made)
    return disk_error("open", at(name), ENOENT);
  // Whatever the umask: systemctl cat of another user must work in the system scope.
  if (::fchmod((*made)->get(), mode) != 0)
    return disk_error("chmod", at(name), errno);
  return std::move(**made);
}

Result<std::optional<FileDetails>> Folder::details(const std::string& name) const
{
  struct stat about = {};
  if (::fstatat(get(), name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT)
      return std::optional<FileDetails>();
    return disk_error("stat", at(name), errno);
  }
  constexpr std::int64_t second = 1'000'000'000;
  return std::optional(
      FileDetails{.kind = kind_of(about.st_mode),
                  .owner = about.st_uid,
                  .mode = about.st_mode & 07777,
                  .bytes = static_cast<std::uint64_t>(about.st_size),
                  .modified_ns = about.st_mtim.tv_sec * second + about.st_mtim.tv_nsec});
}

Result<std::vector<std::string>> Folder::names() const
{
  const int copy = ::openat(get(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (copy < 0)
    return disk_error("open", path_, errno);
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(::fdopendir(copy), ::closedir);
  if (!directory) {
    const int code = errno;
    ::close(copy);
    return disk_error("read", path_, code);
  }
  std::vector<std::string> names;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..")
      names.emplace_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::optional<UnitFile>> Folder::read(const std::string& name, const std::string& path) const
{
  struct stat about = {};
  if (::fstatat(get(), name.c_str(), &about, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT)
      return std::optional<UnitFile>();
    return disk_error("stat", at(name), errno);
  }
  UnitFile file{.path = path, .mode = about.st_mode & 07777};
  if (S_ISLNK(about.st_mode)) {
    char target[PATH_MAX];
    const ssize_t length = ::readlinkat(get(), name.c_str(), target, sizeof target);
    if (length < 0)
      return disk_error("readlink", at(name), errno);
    file.text.assign(target, static_cast<std::size_t>(length));
    file.mode = UnitFile{}.mode;
    file.is_link = true;
    return std::optional(std::move(file));
  }
  if (!S_ISREG(about.st_mode))
    return std::optional<UnitFile>();
  const Fd fd(::openat(get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd.ok()) {
    if (errno == EACCES)
      return std::optional(std::move(file));
    return disk_error("open", at(name), errno);
  }
  if (!read_all(fd.get(), file.text))
    return disk_error("read", at(name), errno);
  return std::optional(std::move(file));
}

Status Folder::stage(const std::string& name, const UnitFile& file) const
{
  if (auto dropped = discard(name); !dropped)
    return dropped;
  const std::string temporary = staged_name(name);
  const std::string_view call = file.is_link ? "symlink" : "open";
  if (const int code = refused(call, name))
    return disk_error(call, at(name), code);
  if (file.is_link) {
    if (::symlinkat(file.text.c_str(), get(), temporary.c_str()) != 0)
      return disk_error("symlink", at(name), errno);
    return Nothing{};
  }
  const Fd fd(::openat(get(), temporary.c_str(),
                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, file.mode));
  if (!fd.ok())
    return disk_error("open", at(name), errno);
  if (const int code = refused("write", name))
    return disk_error("write", at(name), code);
  if (!write_all(fd.get(), file.text))
    return disk_error("write", at(name), errno);
  // The umask may have taken bits away.
  if (::fchmod(fd.get(), file.mode) != 0)
    return disk_error("chmod", at(name), errno);
  return Nothing{};
}

Status Folder::sync_staged(const std::string& name) const
{
  const Fd fd(::openat(get(), staged_name(name).c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd.ok())
    return errno == ELOOP ? Status(Nothing{}) : Status(disk_error("open", at(name), errno));
  if (const int code = refused("fsync", name))
    return disk_error("fsync", at(name), code);
  if (::fsync(fd.get()) != 0)
    return disk_error("fsync", at(name), errno);
  return Nothing{};
}

Status Folder::commit(const std::string& name) const
{
  if (const int code = refused("rename", name))
    return disk_error("rename", at(name), code);
  if (::renameat(get(), staged_name(name).c_str(), get(), name.c_str()) != 0)
    return disk_error("rename", at(name), errno);
  return Nothing{};
}

Status Folder::discard(const std::string& name) const
{
  const std::string temporary = staged_name(name);
  if (::faccessat(get(), temporary.c_str(), F_OK, AT_SYMLINK_NOFOLLOW) != 0)
    return Nothing{};
  return remove(temporary);
}

Result<Fd> Folder::open_lock(const std::string& name) const
{
  // Not only for reading: flock(2) on NFS asks for more.
  const int flags = O_RDWR | O_NOFOLLOW | O_CLOEXEC;
  Fd there(::openat(get(), name.c_str(), flags));
  if (there.ok())
    return there;
  if (errno != ENOENT)
    return disk_error("open", at(name), errno);
  if (const int code = refused("open", name))
    return disk_error("open", at(name), code);
  Fd made(::openat(get(), name.c_str(), flags | O_CREAT, 0600));
  if (!made.ok())
    return disk_error("open", at(name), errno);
  return made;
}

Status Folder::remove(const std::string& name) const
{
  if (const int code = refused("unlink", name))
    return disk_error("unlink", at(name), code);
  if (::unlinkat(get(), name.c_str(), 0) != 0 && errno != ENOENT)
    return disk_error("unlink", at(name), errno);
  return Nothing{};
}

Result<bool> Folder::remove_if_empty(const std::string& name) const
{
  if (const int code = refused("rmdir", name))
    return disk_error("rmdir", at(name), code);
  if (::unlinkat(get(), name.c_str(), AT_REMOVEDIR) == 0 || errno == ENOENT)
    return true;
  if (errno == ENOTEMPTY || errno == EEXIST)
    return false;
  return disk_error("rmdir", at(name), errno);
}

Status Folder::sync() const
{
  if (const int code = refused("fsync", "."))
    return disk_error("fsync", path_, code);
  if (::fsync(get()) != 0)
    return disk_error("fsync", path_, errno);
  return Nothing{};
}

} // namespace mcpctl
