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

// With "%h", and lines that go on in the next in one.
std::string expanded(std::string_view unit, const std::string& home)
{
  std::string text;
  for (std::size_t at = 0; at < unit.size(); ++at) {
    const std::string_view two = unit.substr(at, 2);
    if (two == "%h")
      text += home;
    else if (two == "\\\n")
      text += ' ';
    else
      text += unit[at];
    at += two == "%h" || two == "\\\n" ? 1 : 0;
  }
  return text;
}

std::vector<std::string_view> lines_of(std::string_view text)
{
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// Whether `word` stands in the line of a unit as an argument, or behind the "=" of one.
bool holds_word(std::string_view line, std::string_view word)
{
  constexpr std::string_view around = " \t=\"'\\";
  for (std::size_t at = line.find(word); at != std::string_view::npos && !word.empty();
       at = line.find(word, at + 1)) {
    const std::size_t behind = at + word.size();
    if (at > 0 && around.find(line[at - 1]) != std::string_view::npos
        && (behind == line.size() || around.find(line[behind]) != std::string_view::npos))
      return true;
  }
  return false;
}

struct UnitFolder
{
  std::string path;
  std::string home; // "%h" there
  std::string_view disable;
};

// The command that disables the unit which starts `path`; empty if there is none.
std::string disabling(const Context& context, const std::string& path)
{
  const std::string& home = context.environment.home;
  const UnitFolder folders[] = {
      {"/etc/systemd/system", "/root", "sudo systemctl disable --now"},
      {"/usr/local/lib/systemd/system", "/root", "sudo systemctl disable --now"},
      {"/usr/lib/systemd/system", "/root", "sudo systemctl disable --now"},
      {context.environment.config_home + "/systemd/user", home, "systemctl --user disable --now"},
      {"/etc/systemd/user", home, "systemctl --user disable --now"},
  };
  const FileView files = real_file_view();
  for (const UnitFolder& folder : folders) {
    std::error_code error;
    for (const auto& file : std::filesystem::directory_iterator(folder.path, error)) {
      if (file.path().extension() != ".service")
        continue;
      const Result<std::string> text = files.read(file.path());
      if (text.ok() && unit_starts(*text, path, folder.home))
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

bool unit_starts(std::string_view unit, const std::string& path, const std::string& home)
{
  const std::string text = expanded(unit, home);
  std::vector<std::string> names = {path};
  for (const std::string_view line : lines_of(text)) {
    constexpr std::string_view key = "WorkingDirectory=";
    if (!line.starts_with(key) || line.size() == key.size())
      continue;
    std::string folder(line.substr(key.size()));
    folder.erase(0, folder.starts_with('-') ? 1 : 0);
    folder = join_path("/", folder == "~" ? home : folder);
    if (path.starts_with(folder + "/")) {
      names.push_back(path.substr(folder.size() + 1));
      names.push_back("./" + names.back());
    }
  }
  for (const std::string_view line : lines_of(text)) {
    if (line.starts_with("ExecStart")
        && std::any_of(names.begin(), names.end(),
                       [line](const std::string& name) { return holds_word(line, name); }))
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
