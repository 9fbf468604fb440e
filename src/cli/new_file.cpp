#include "cli/new_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace mcpctl {

namespace {

Error cannot_write(const std::string& file, int error, std::string_view verb)
{
  if (error == EEXIST)
    return {ExitCode::failed, fmt::format("{} exists already; nothing was changed", file),
            "mcpctl edit"};
  const bool refused = error == EACCES || error == EPERM;
  return {refused ? ExitCode::not_permitted : ExitCode::failed,
          fmt::format("{}: {}", file, std::strerror(error)), // NOLINT(concurrency-mt-unsafe)
          refused ? fmt::format("sudo mcpctl {0}, or mcpctl --user {0}", verb) : ""};
}

} // namespace

Status write_new_file(const std::string& file, std::string_view text, std::string_view verb)
{
  std::error_code failure;
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (!folder.empty())
    std::filesystem::create_directories(folder, failure);
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return cannot_write(file, errno, verb);
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size())
                       && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (written)
    return Nothing{};
  ::unlink(file.c_str());
  return cannot_write(file, error, verb);
}

} // namespace mcpctl
