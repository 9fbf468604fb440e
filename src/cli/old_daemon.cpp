#include "cli/old_daemon.hpp"

#include "config/paths.hpp"
#include "config/real_files.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

namespace mcpctl {

namespace {

// Each goes on after the one before: `delete all` fails where there is nothing to delete, and
// `unstartup` for whom is not root.
constexpr std::string_view retire_pm2 =
    "pm2 delete all; pm2 save --force; pm2 kill; pm2 unstartup (the last prints a line to paste, "
    "unless you are root)";

// The process of PM2's daemon, if it runs.
std::optional<unsigned> running_pm2(const std::string& home)
{
  const char* given = std::getenv("PM2_HOME"); // NOLINT(concurrency-mt-unsafe): no threads
  const std::string folder = given == nullptr ? home + "/.pm2" : given;
  const FileView files = real_file_view();
  const Result<std::string> text = files.read(folder + "/pm2.pid");
  if (!text.ok())
    return std::nullopt;
  unsigned pid = 0;
  std::from_chars(text->data(), text->data() + text->size(), pid);
  const Result<std::string> command = files.read(fmt::format("/proc/{}/cmdline", pid));
  if (!command.ok() || command->find("PM2") == std::string::npos)
    return std::nullopt;
  return pid;
}

// What it runs are its children. A kernel that does not list them leaves it at "something".
bool runs_something(unsigned pm2)
{
  const Result<std::string> children =
      real_file_view().read(fmt::format("/proc/{0}/task/{0}/children", pm2));
  return !children.ok() || !children->empty();
}

struct UnitFolder
{
  std::string path;
  std::string_view disable;
};

// The command that disables the unit which starts `path`; empty if there is none.
std::string disabling(const Context& context, const std::string& path)
{
  const UnitFolder folders[] = {
      {"/etc/systemd/system", "sudo systemctl disable --now"},
      {"/usr/local/lib/systemd/system", "sudo systemctl disable --now"},
      {"/usr/lib/systemd/system", "sudo systemctl disable --now"},
      {context.environment.config_home + "/systemd/user", "systemctl --user disable --now"},
      {"/etc/systemd/user", "systemctl --user disable --now"},
  };
  const FileView files = real_file_view();
  for (const UnitFolder& folder : folders) {
    std::error_code error;
    for (const auto& file : std::filesystem::directory_iterator(folder.path, error)) {
      if (file.path().extension() != ".service")
        continue;
      const Result<std::string> text = files.read(file.path());
      if (text.ok() && unit_starts(*text, path))
        return fmt::format("{} {}", folder.disable, shell_word(file.path().filename().string()));
    }
  }
  return "";
}

std::string retiring_list(const Context& context, const SourceFile& source, bool is_applied)
{
  const std::string command = source.path == "-" ? "" : disabling(context, source.path);
  if (command.empty())
    return "what has run this list until now runs the same servers: stop it, and disable its unit "
           "(systemctl disable --now UNIT)";
  const std::string when =
      is_applied ? "it runs the same servers, so stop it first" : "before the servers run here";
  return fmt::format("a unit starts the old daemon of this list; {}: {}", when, command);
}

std::string retiring_pm2(const Context& context, bool is_applied)
{
  const std::optional<unsigned> pid = running_pm2(context.environment.home);
  std::string why = "PM2 and mcpctl must not run the same servers";
  if (pid && !runs_something(*pid))
    why = fmt::format("PM2 runs (process {}), and nothing under it", *pid);
  else if (pid && is_applied)
    why = fmt::format(
        "PM2 runs (process {}), and what it runs holds its ports against these servers", *pid);
  else if (pid)
    why = fmt::format("PM2 runs (process {}) and holds the ports", *pid);
  return fmt::format("{}; to retire PM2: {}", why, retire_pm2);
}

} // namespace

bool unit_starts(std::string_view unit, const std::string& path)
{
  while (!unit.empty()) {
    const std::size_t end = std::min(unit.find('\n'), unit.size());
    const std::string_view line = unit.substr(0, end);
    unit.remove_prefix(std::min(end + 1, unit.size()));
    const std::size_t at = line.find(path);
    if (!line.starts_with("ExecStart") || at == std::string_view::npos || path.empty())
      continue;
    const std::string_view around = " \t=\"'\\";
    const std::size_t behind = at + path.size();
    if (around.find(line[at - 1]) != std::string_view::npos
        && (behind == line.size() || around.find(line[behind]) != std::string_view::npos))
      return true;
  }
  return false;
}

std::vector<std::string> retiring(const Context& context, const SourceFile& source, Format format,
                                  bool is_applied)
{
  if (format == Format::one_a_line)
    return {retiring_list(context, source, is_applied)};
  if (format == Format::pm2)
    return {retiring_pm2(context, is_applied)};
  return {};
}

} // namespace mcpctl
