#include "store/client_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <memory>
#include <optional>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr mode_t new_file_mode = 0600;

std::string folder_of(const std::string& path)
{
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos)
    return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

std::string name_of(const std::string& path)
{
  return path.substr(path.rfind('/') + 1);
}

std::optional<std::string> real_path(const std::string& path)
{
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  return real ? std::optional<std::string>(real.get()) : std::nullopt;
}

Result<std::string> read_text(const std::string& path)
{
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream.good() && !stream.eof())
    return disk_error("read", path, errno == 0 ? EIO : errno);
  return text.str();
}

bool write_all(int fd, std::string_view text)
{
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR)
      return false;
    text.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
  return true;
}

// A new file beside another, which takes that one's owner and mode.
struct Copy
{
  std::string path;
  std::string_view text;
  std::optional<struct stat> like;
};

int refused(const DiskHook& hook, std::string_view call, const std::string& path)
{
  return hook ? hook(call, path) : 0;
}

// Nothing where the file is there already; what failed leaves no file.
Result<bool> write_copy(const Copy& copy, const DiskHook& hook)
{
  const char* const path = copy.path.c_str();
  const Fd fd(::open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, new_file_mode));
  if (!fd.ok()) {
    if (errno == EEXIST)
      return false;
    return disk_error("open", copy.path, errno);
  }
  const auto failed = [&](std::string_view call, int code) {
    ::unlink(path);
    return disk_error(call, copy.path, code);
  };
  if (const int code = refused(hook, "write", copy.path))
    return failed("write", code);
  if (!write_all(fd.get(), copy.text))
    return failed("write", errno);
  if (copy.like) {
    struct stat own = {};
    const bool owned = ::fstat(fd.get(), &own) == 0 && own.st_uid == copy.like->st_uid
                       && own.st_gid == copy.like->st_gid;
    if (!owned && ::fchown(fd.get(), copy.like->st_uid, copy.like->st_gid) != 0)
      return failed("chown", errno);
    if (::fchmod(fd.get(), copy.like->st_mode & 07777) != 0)
      return failed("chmod", errno);
  }
  if (const int code = refused(hook, "fsync", copy.path))
    return failed("fsync", code);
  if (::fsync(fd.get()) != 0)
    return failed("fsync", errno);
  return true;
}

std::optional<struct stat> stat_of(const std::string& path)
{
  struct stat about = {};
  return ::stat(path.c_str(), &about) == 0 ? std::optional(about) : std::nullopt;
}

// Whether the file is still what was read.
Status unchanged(const ClientFile& file)
{
  const Error changed{ExitCode::failed, file.path + " was changed meanwhile; nothing was written",
                      "the same again"};
  if (stat_of(file.path).has_value() != file.exists)
    return changed;
  if (!file.exists)
    return Nothing{};
  const Result<std::string> now = read_text(file.path);
  if (!now.ok())
    return now.error();
  return *now == file.text ? Status(Nothing{}) : Status(changed);
}

Result<ClientFile> missing(const std::string& path)
{
  struct stat about = {};
  if (::lstat(path.c_str(), &about) == 0 && S_ISLNK(about.st_mode))
    return Error{ExitCode::usage, path + " is a link to a file that does not exist",
                 "make that file, or remove the link"};
  const std::optional<std::string> folder = real_path(folder_of(path));
  if (folder)
    return ClientFile{.path = *folder + "/" + name_of(path), .folder_exists = true};
  return ClientFile{.path = path};
}

} // namespace

Result<ClientFile> read_client_file(const std::string& path)
{
  const std::optional<std::string> real = real_path(path);
  if (!real) {
    if (errno != ENOENT)
      return disk_error("open", path, errno);
    return missing(path);
  }
  const std::optional<struct stat> about = stat_of(*real);
  if (!about || !S_ISREG(about->st_mode))
    return Error{ExitCode::usage, path + " is no regular file", ""};
  if (::access(real->c_str(), R_OK | W_OK) != 0)
    return disk_error("open", *real, errno);
  Result<std::string> text = read_text(*real);
  if (!text.ok())
    return text.error();
  return ClientFile{.path = *real, .text = std::move(*text), .exists = true, .folder_exists = true};
}

Result<std::string> back_up(const ClientFile& file, std::string_view stamp)
{
  Copy copy{.path = fmt::format("{}.bak-{}", file.path, stamp),
            .text = file.text,
            .like = stat_of(file.path)};
  const std::string first = copy.path;
  for (unsigned i = 2;; ++i) {
    const Result<bool> written = write_copy(copy, {});
    if (!written.ok())
      return written.error();
    if (*written)
      return copy.path;
    copy.path = fmt::format("{}-{}", first, i);
  }
}

Status replace_client_file(const ClientFile& file, std::string_view text, const DiskHook& hook)
{
  const Result<Folder> folder = Folder::make(folder_of(file.path));
  if (!folder.ok())
    return folder.error();
  const std::string staged = folder_of(file.path) + "/" + staged_name(name_of(file.path));
  if (::unlink(staged.c_str()) != 0 && errno != ENOENT) // of one that was killed
    return disk_error("unlink", staged, errno);
  const Copy copy{
      .path = staged, .text = text, .like = file.exists ? stat_of(file.path) : std::nullopt};
  const Result<bool> written = write_copy(copy, hook);
  if (!written.ok())
    return written.error();
  if (!*written)
    return disk_error("open", staged, EEXIST);
  if (const Status same = unchanged(file); !same.ok()) {
    ::unlink(staged.c_str());
    return same.error();
  }
  int code = refused(hook, "rename", file.path);
  if (code == 0 && ::rename(staged.c_str(), file.path.c_str()) != 0)
    code = errno;
  if (code == 0)
    return folder->sync();
  ::unlink(staged.c_str());
  return disk_error("rename", file.path, code);
}

} // namespace mcpctl
