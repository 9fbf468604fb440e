// init: a commented starter configuration where the scope looks for one.

#include "cli/starter.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace mcpctl {

namespace {

Error cannot_write(const std::string& file, int error)
{
  if (error == EEXIST)
    return {ExitCode::failed, fmt::format("{} exists already; nothing was changed", file),
            "mcpctl edit"};
  const bool refused = error == EACCES || error == EPERM;
  return {refused ? ExitCode::not_permitted : ExitCode::failed,
          fmt::format("{}: {}", file, std::strerror(error)), // NOLINT(concurrency-mt-unsafe)
          refused ? "sudo mcpctl init, or mcpctl --user init" : ""};
}

// Only its owner reads it: configurations tend to end up with something private in them.
Status write_new_file(const std::string& file, std::string_view text)
{
  std::error_code failure;
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (!folder.empty())
    std::filesystem::create_directories(folder, failure);
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return cannot_write(file, errno);
  const bool written = ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size())
                       && ::fsync(fd) == 0;
  const int error = errno;
  ::close(fd);
  if (written)
    return Nothing{};
  ::unlink(file.c_str());
  return cannot_write(file, error);
}

Result<ExitCode> init(const Context& context)
{
  if (context.options.files.size() > 1)
    return Error{ExitCode::usage, "init writes one file", "mcpctl -c FILE init"};
  const std::string file = context.options.files.empty()
                               ? context.places.config_folder + "/mcp.toml"
                               : context.options.files.front();
  if (const Status written = write_new_file(file, starter_configuration()); !written.ok())
    return written.error();
  if (!context.options.quiet)
    fmt::print("wrote {}\nnext: mcpctl edit, then mcpctl status\n", file);
  return ExitCode::done;
}

} // namespace

Run declare_init(Options& options)
{
  options.note("Writes mcp.toml in the configuration folder, or FILE with -c; never over a file.");
  return [](Context& context) { return init(context); };
}

} // namespace mcpctl
