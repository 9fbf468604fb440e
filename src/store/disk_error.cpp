#include "store/disk.hpp"

#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

std::string parent_of(const std::string& path)
{
  const auto slash = path.rfind('/');
  return slash == std::string::npos || slash == 0 ? "/" : path.substr(0, slash);
}

// The highest folder at or above `path` that root owns although the folder above it is the
// caller's: what an earlier sudo left behind. Empty: there is none.
std::string left_by_sudo(std::string path)
{
  std::string found;
  struct stat about = {};
  for (; path.size() > 1; path = parent_of(path)) {
    if (::stat(path.c_str(), &about) != 0)
      continue;
    if (about.st_uid == 0)
      found = path;
    else
      return about.st_uid == ::geteuid() ? found : "";
  }
  return "";
}

// Whether the folder is the caller's, who only forbade himself to write there.
bool is_callers_own(const std::string& folder)
{
  struct stat about = {};
  return ::stat(folder.c_str(), &about) == 0 && about.st_uid == ::geteuid()
         && (about.st_mode & S_IWUSR) == 0;
}

Error not_permitted(const std::string& where, int code)
{
  Error error{.code = ExitCode::not_permitted,
              .what = fmt::format("{}: {}", where, std::strerror(code))};
  if (::geteuid() == 0)
    return error;
  const std::string owned = left_by_sudo(where);
  if (owned.empty() && is_callers_own(parent_of(where))) {
    error.mend = "chmod u+w " + shell_quoted(parent_of(where));
    return error;
  }
  if (owned.empty()) {
    error.mend = "run it as the user who owns the folder, for the system scope with sudo";
    return error;
  }
  error.what += fmt::format(" ({} belongs to root, as after an earlier sudo)", owned);
  error.mend = fmt::format("sudo chown -R \"$(id -u):$(id -g)\" {}", shell_quoted(owned));
  return error;
}

} // namespace

std::string shell_quoted(const std::string& path)
{
  std::string word = "'";
  for (const char c : path)
    word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

Error disk_error(std::string_view call, const std::string& path, int code)
{
  switch (code) {
  case EACCES:
  case EPERM:
    return not_permitted(path, code);
  case EROFS:
    return {.what = path + ": read-only file system",
            .mend = "findmnt -T " + shell_quoted(parent_of(path)) + " shows what is mounted there"};
  case ENOSPC:
  case EDQUOT:
    return {.what = fmt::format("{}: {}", path, std::strerror(code)),
            .mend = "make room: df -h " + shell_quoted(parent_of(path))};
  case ELOOP:
  case ENOTDIR:
    return {.what = path + ": a symbolic link or a file is where mcpctl keeps a folder",
            .mend = "move it away: mv " + shell_quoted(path) + " " + shell_quoted(path + ".old")};
  default:
    return {.what = fmt::format("{}: {} failed: {}", path, call, std::strerror(code)), .mend = ""};
  }
}

Fd& Fd::operator=(Fd&& other) noexcept
{
  if (this != &other) {
    if (ok())
      ::close(number_);
    number_ = std::exchange(other.number_, -1);
  }
  return *this;
}

Fd::~Fd()
{
  if (ok())
    ::close(number_);
}

} // namespace mcpctl
