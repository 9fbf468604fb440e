#include "store/config_file.hpp"

#include <cerrno>
#include <sys/file.h>
#include <sys/stat.h>

namespace mcpctl {

namespace {

constexpr unsigned folder_mode = 0755;

std::pair<std::string, std::string> split(const std::string& path)
{
  const std::size_t slash = path.rfind('/');
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

// Each folder on the way may be reached through a link.
Result<Folder> make(const std::string& path, const DiskHook& hook)
{
  Result<std::optional<Folder>> there = Folder::open(path, hook);
  if (!there.ok())
    return there.error();
  if (*there)
    return std::move(**there);
  const auto [above, name] = split(path);
  const Result<Folder> parent = make(above, hook);
  if (!parent.ok())
    return parent.error();
  return parent->make_below(name, folder_mode);
}

// Whether the name still stands for the folder: who had it may have removed it.
bool still_there(const Folder& folder)
{
  struct stat open = {};
  struct stat named = {};
  return ::fstat(folder.get(), &open) == 0 && ::stat(folder.path().c_str(), &named) == 0
         && open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

// The same folder, without its lock.
Result<Folder> open_again(const Folder& folder)
{
  Result<std::optional<Folder>> again = Folder::open(folder.path());
  if (!again.ok())
    return again.error();
  if (!*again)
    return disk_error("open", folder.path(), ENOENT);
  return std::move(**again);
}

Status take_lock(const Folder& folder)
{
  while (::flock(folder.get(), LOCK_EX) != 0) {
    if (errno != EINTR)
      return disk_error("flock", folder.path(), errno);
  }
  return Nothing{};
}

} // namespace

ConfigFile::ConfigFile(Folder folder, std::string name, std::optional<UnitFile> before)
    : folder_(std::move(folder)), name_(std::move(name))
{
  if (!before)
    return;
  mode_ = before->mode;
  before_ = std::move(before->text);
}

Result<ConfigFile> ConfigFile::open(const std::string& folder, const std::string& name,
                                    const DiskHook& hook)
{
  bool made_folder = false;
  while (true) {
    const Result<std::optional<Folder>> there = Folder::open(folder);
    made_folder = made_folder || (there.ok() && !*there);
    Result<Folder> made = make(folder, hook);
    if (!made.ok())
      return made.error();
    if (const Status locked = take_lock(*made); !locked.ok())
      return locked.error();
    if (!still_there(*made))
      continue;
    Result<ConfigFile> file = in(std::move(*made), name);
    if (file.ok())
      file->made_folder_ = made_folder;
    return file;
  }
}

Result<ConfigFile> ConfigFile::in(Folder folder, const std::string& name)
{
  const Result<std::optional<FileDetails>> about = folder.details(name);
  if (!about.ok())
    return about.error();
  if (*about && (*about)->kind != FileDetails::Kind::regular)
    return Error{ExitCode::usage,
                 folder.path() + "/" + name + " is no plain file: mcpctl changes those alone", ""};
  Result<std::optional<UnitFile>> before = folder.read(name, name);
  if (!before.ok())
    return before.error();
  return ConfigFile(std::move(folder), name, std::move(*before));
}

Result<ConfigFile> ConfigFile::open_beside(const std::string& name) const
{
  Result<Folder> again = open_again(folder_);
  return again.ok() ? in(std::move(*again), name) : again.error();
}

Status ConfigFile::replace(const UnitFile& file)
{
  Status done = folder_.stage(name_, file);
  if (done.ok())
    done = folder_.sync_staged(name_);
  if (done.ok())
    done = folder_.commit(name_);
  if (done.ok())
    return folder_.sync();
  (void)folder_.discard(name_);
  return done;
}

Status ConfigFile::write(const std::string& text)
{
  return replace({.path = name_, .text = text, .mode = mode_});
}

Status ConfigFile::remove()
{
  const Status removed = folder_.remove(name_);
  return removed.ok() ? folder_.sync() : removed;
}

Status ConfigFile::put_back()
{
  if (before_)
    return write(*before_);
  Status removed = remove();
  if (!removed.ok() || !made_folder_)
    return removed;
  const auto [above, name] = split(folder_.path());
  const Result<std::optional<Folder>> parent = Folder::open(above);
  if (parent.ok() && *parent)
    (void)(*parent)->remove_if_empty(name);
  return Nothing{};
}

void ConfigFile::unlock()
{
  (void)::flock(folder_.get(), LOCK_UN);
}

Result<std::optional<ConfigFolder>> ConfigFolder::lock(const std::string& path)
{
  while (true) {
    Result<std::optional<Folder>> there = Folder::open(path);
    if (!there.ok())
      return there.error();
    if (!*there)
      return std::optional<ConfigFolder>();
    if (const Status locked = take_lock(**there); !locked.ok())
      return locked.error();
    if (still_there(**there))
      return std::optional(ConfigFolder(std::move(**there)));
  }
}

Result<ConfigFile> ConfigFolder::open(const std::string& name) const
{
  Result<Folder> again = open_again(folder_);
  return again.ok() ? ConfigFile::in(std::move(*again), name) : again.error();
}

void ConfigFolder::unlock()
{
  (void)::flock(folder_.get(), LOCK_UN);
}

} // namespace mcpctl
