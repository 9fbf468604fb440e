#include "config/real_files.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <optional>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace mcpctl {

namespace {

constexpr std::size_t largest_file = 64U << 20U;
constexpr std::size_t record_buffer = 65'536;

std::optional<struct stat> status_of(const std::string& path)
{
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0)
    return std::nullopt;
  return status;
}

FileKind kind_of(const std::string& path)
{
  const std::optional<struct stat> status = status_of(path);
  if (!status)
    return FileKind::missing;
  if (S_ISDIR(status->st_mode))
    return FileKind::directory;
  if (!S_ISREG(status->st_mode))
    return FileKind::other;
  // Root may execute whatever anybody may; access(2) knows.
  return access(path.c_str(), X_OK) == 0 ? FileKind::executable : FileKind::regular;
}

Error failure(const std::string& path, int error)
{
  if (error == EACCES)
    return Error{.code = ExitCode::not_permitted,
                 .what = path + ": " + std::strerror(error),
                 .mend = "run it as a user who may read the file, or with sudo"};
  return Error{.code = ExitCode::usage, .what = path + ": " + std::strerror(error)};
}

class Descriptor
{
public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor()
  {
    if (number_ >= 0)
      close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

private:
  int number_;
};

Result<std::string> read_content(const std::string& path)
{
  // A fifo without a writer must not hang us.
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat status = {};
  if (file.number() < 0 || fstat(file.number(), &status) != 0)
    return failure(path, errno);
  if (S_ISDIR(status.st_mode))
    return failure(path, EISDIR);
  std::string content;
  std::string block(65'536, '\0');
  while (true) {
    const ssize_t count = read(file.number(), block.data(), block.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return failure(path, errno);
    if (count == 0)
      return content;
    content.append(block, 0, static_cast<std::size_t>(count));
    if (content.size() > largest_file)
      return failure(path, EFBIG);
  }
}

std::string owner_of_file(const std::string& path)
{
  const std::optional<struct stat> status = status_of(path);
  if (!status)
    return "";
  std::vector<char> buffer(record_buffer);
  struct passwd record = {};
  struct passwd* found = nullptr;
  getpwuid_r(status->st_uid, &record, buffer.data(), buffer.size(), &found);
  return found == nullptr ? std::to_string(status->st_uid) : found->pw_name;
}

std::string why_not_roots_alone(const std::string& folder)
{
  constexpr unsigned others_write = 022;
  struct stat status = {};
  if (lstat(folder.c_str(), &status) != 0)
    return "";
  if (S_ISLNK(status.st_mode))
    return "is a symbolic link";
  if (status.st_uid != 0)
    return "does not belong to root";
  return (status.st_mode & others_write) != 0 ? "can be written by others than root" : "";
}

bool has_user(const std::string& name)
{
  std::vector<char> buffer(record_buffer);
  struct passwd record = {};
  struct passwd* found = nullptr;
  getpwnam_r(name.c_str(), &record, buffer.data(), buffer.size(), &found);
  return found != nullptr;
}

bool has_group(const std::string& name)
{
  std::vector<char> buffer(record_buffer);
  struct group record = {};
  struct group* found = nullptr;
  getgrnam_r(name.c_str(), &record, buffer.data(), buffer.size(), &found);
  return found != nullptr;
}

} // namespace

FileView real_file_view()
{
  return {.kind = kind_of,
          .read = read_content,
          .owner = owner_of_file,
          .user_exists = has_user,
          .group_exists = has_group,
          .why_not_roots_alone = why_not_roots_alone};
}

} // namespace mcpctl
