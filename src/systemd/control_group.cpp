#include "systemd/control_group.hpp"

#include <charconv>
#include <fcntl.h>
#include <filesystem>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// The whole of a kernel file, or nothing when it cannot be read.
std::optional<std::string> read_file(const std::string& path)
{
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return std::nullopt;
  std::string text;
  char buffer[4096];
  ssize_t count = 0;
  while ((count = ::read(file, buffer, sizeof buffer)) > 0)
    text.append(buffer, static_cast<std::size_t>(count));
  close(file);
  if (count < 0)
    return std::nullopt;
  return text;
}

std::optional<std::uint64_t> number(std::string_view text)
{
  std::uint64_t value = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), value).ec != std::errc())
    return std::nullopt;
  return value;
}

std::optional<std::uint64_t> number_in(const std::optional<std::string>& text)
{
  return text ? number(*text) : std::nullopt;
}

// The number behind `key` in lines of "key number".
std::optional<std::uint64_t> keyed_number(const std::string& text, const std::string& key)
{
  std::istringstream words(text);
  std::string word;
  std::string value;
  while (words >> word >> value)
    if (word == key)
      return number(value);
  return std::nullopt;
}

std::vector<std::string> split(std::string_view text, char separator)
{
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(separator, at), text.size());
    parts.emplace_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// Paths in the mount table have blanks and backslashes as three octal digits (proc(5)).
std::string unescape_mount(std::string_view text)
{
  std::string path;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned value = 0;
    if (text[i] == '\\' && i + 3 < text.size()
        && std::from_chars(&text[i + 1], &text[i + 4], value, 8).ptr == &text[i + 4]) {
      path += static_cast<char>(value);
      i += 3;
    } else {
      path += text[i];
    }
  }
  return path;
}

// What /proc/PID/stat tells of one process. Times of its children that have ended and been waited
// for are its own: they are in no process's account any more.
void add_process(Usage& sum, const std::string& folder)
{
  const auto stat = read_file(folder + "/stat");
  if (!stat)
    return;
  // The name in parentheses may hold anything; what follows is fields from the third on.
  const std::vector<std::string> fields = split(stat->substr(stat->rfind(')') + 1), ' ');
  if (fields.size() < 23)
    return;
  const auto field = [&](std::size_t place) { return number(fields[place - 2]).value_or(0); };
  static const auto ticks = static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
  static const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  const std::uint64_t used = field(14) + field(15) + field(16) + field(17);
  sum.cpu_usec = sum.cpu_usec.value_or(0) + used * 1'000'000 / ticks;
  sum.memory_bytes = sum.memory_bytes.value_or(0) + field(24) * page;
  sum.tasks = sum.tasks.value_or(0) + field(20);
}

void add_processes(std::vector<int>& processes, const std::string& folder)
{
  std::istringstream ids(read_file(folder + "/cgroup.procs").value_or(""));
  for (int id = 0; ids >> id;)
    processes.push_back(id);
  // A folder's links are its name, its "." and the ".." of each folder in it.
  struct stat about = {};
  if (::stat(folder.c_str(), &about) != 0 || about.st_nlink == 2)
    return;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed))
    if (entry.is_directory(failed) && !entry.is_symlink(failed))
      add_processes(processes, entry.path().string());
}

} // namespace

ControlGroups ControlGroups::find(const std::string& root)
{
  ControlGroups groups;
  groups.proc_ = root + "/proc";
  std::istringstream table(read_file(groups.proc_ + "/self/mountinfo").value_or(""));
  for (std::string line; std::getline(table, line);) {
    const std::size_t separator = line.find(" - ");
    if (separator == std::string::npos)
      continue;
    const auto place = split(std::string_view(line).substr(0, separator), ' ');
    const auto kind = split(std::string_view(line).substr(separator + 3), ' ');
    if (place.size() < 5 || kind.size() < 3)
      continue;
    const Tree tree{root + unescape_mount(place[4]), unescape_mount(place[3])};
    // The first mount of a hierarchy is the machine's own; later ones are someone's bind mounts.
    if (kind[0] == "cgroup2" && groups.unified_.mount.empty())
      groups.unified_ = tree;
    if (kind[0] == "cgroup")
      for (const std::string& option : split(kind[2], ','))
        groups.legacy_.try_emplace(option, tree);
  }
  const auto named = groups.legacy_.find("name=systemd");
  groups.tracking_ = named == groups.legacy_.end() ? groups.unified_ : named->second;
  return groups;
}

std::string ControlGroups::folder(const Tree& tree, std::string_view control_group)
{
  if (tree.mount.empty() || control_group.empty())
    return "";
  // "/.." stands before tops outside our control group namespace; such mounts show all of ours.
  if (tree.top == "/" || tree.top.starts_with("/.."))
    return tree.mount + std::string(control_group);
  if (!control_group.starts_with(tree.top))
    return "";
  return tree.mount + std::string(control_group.substr(tree.top.size()));
}

bool ControlGroups::counts_below(const std::string& parent, const std::string& controller) const
{
  const auto known = counting_.find(parent + '\n' + controller);
  if (known != counting_.end())
    return known->second;
  bool counts = false;
  std::istringstream enabled(read_file(parent + "/cgroup.subtree_control").value_or(""));
  for (std::string word; enabled >> word;)
    counts = counts || word == controller;
  counting_.emplace(parent + '\n' + controller, counts);
  return counts;
}

bool ControlGroups::is_there(const std::string& parent) const
{
  const auto known = counting_.find(parent);
  if (known != counting_.end())
    return known->second;
  return counting_.emplace(parent, ::access(parent.c_str(), F_OK) == 0).first->second;
}

std::optional<std::string> ControlGroups::read(const std::string& control_group,
                                               const std::string& unified_file,
                                               const std::string& controller,
                                               const std::string& legacy_file) const
{
  const auto parent_of = [](const std::string& path) { return path.substr(0, path.rfind('/')); };
  if (const std::string path = folder(unified_, control_group); !path.empty()) {
    // Every group tells its processor time, controller or not.
    if (controller == "cpuacct" || counts_below(parent_of(path), controller))
      if (auto text = read_file(path + "/" + unified_file))
        return text;
  }
  const auto tree = legacy_.find(controller);
  if (tree == legacy_.end())
    return std::nullopt;
  const std::string path = folder(tree->second, control_group);
  if (path.empty() || !is_there(parent_of(path)))
    return std::nullopt;
  return read_file(path + "/" + legacy_file);
}

Usage ControlGroups::usage(const std::string& control_group) const
{
  Usage usage;
  usage.memory_bytes =
      number_in(read(control_group, "memory.current", "memory", "memory.usage_in_bytes"));
  usage.tasks = number_in(read(control_group, "pids.current", "pids", "pids.current"));
  if (const auto cpu = read(control_group, "cpu.stat", "cpuacct", "cpuacct.usage")) {
    usage.cpu_usec = keyed_number(*cpu, "usage_usec");
    if (const auto nanoseconds = number(*cpu))
      usage.cpu_usec = *nanoseconds / 1000;
  }
  if (usage.memory_bytes && usage.tasks && usage.cpu_usec)
    return usage;
  const Usage sum = sum_processes(control_group);
  if (!usage.memory_bytes)
    usage.memory_bytes = sum.memory_bytes;
  if (!usage.tasks)
    usage.tasks = sum.tasks;
  if (!usage.cpu_usec)
    usage.cpu_usec = sum.cpu_usec;
  return usage;
}

std::optional<MemoryAccount> ControlGroups::memory(const std::string& control_group) const
{
  const auto file = [&](const char* unified, const char* legacy) {
    return read(control_group, unified, "memory", legacy);
  };
  const auto kills = file("memory.events", "memory.oom_control");
  if (!kills)
    return std::nullopt;
  MemoryAccount account{.kills = keyed_number(*kills, "oom_kill"),
                        .peak = number_in(file("memory.peak", "memory.max_usage_in_bytes"))};
  // A legacy group's own pages, and those of the groups below it, have two keys.
  if (const auto stat = file("memory.stat", "memory.stat")) {
    const auto total = keyed_number(*stat, "total_inactive_file");
    account.reclaimable = total ? *total : keyed_number(*stat, "inactive_file").value_or(0);
  }
  return account;
}

Usage ControlGroups::sum_processes(const std::string& control_group) const
{
  Usage sum;
  for (const int id : processes(control_group))
    add_process(sum, proc_ + "/" + std::to_string(id));
  return sum;
}

std::vector<int> ControlGroups::processes(const std::string& control_group) const
{
  std::vector<int> processes;
  if (const std::string path = folder(tracking_, control_group); !path.empty())
    add_processes(processes, path);
  return processes;
}

bool ControlGroups::unified_has(const std::string& control_group, const std::string& name) const
{
  const std::string path = folder(unified_, control_group);
  if (path.empty())
    return false;
  std::istringstream controllers(read_file(path + "/cgroup.controllers").value_or(""));
  for (std::string controller; controllers >> controller;)
    if (controller == name)
      return true;
  return false;
}

bool ControlGroups::tells_of_kills(const std::string& control_group) const
{
  return unified_has(control_group, "memory");
}

bool ControlGroups::has_controller(const std::string& control_group, const std::string& name) const
{
  if (unified_has(control_group, name))
    return true;
  // Legacy controllers are given to no user manager: its folder is missing or not its own.
  const auto tree = legacy_.find(name);
  if (tree == legacy_.end())
    return false;
  const std::string path = folder(tree->second, control_group);
  return !path.empty() && access(path.c_str(), W_OK) == 0;
}

std::optional<std::string> ControlGroups::group_of(int pid, const std::string& unit) const
{
  const auto text = read_file(proc_ + "/" + std::to_string(pid) + "/cgroup");
  return text ? control_group_of_unit(*text, unit) : std::nullopt;
}

std::optional<std::string> control_group_of_unit(std::string_view proc_cgroup,
                                                 const std::string& unit)
{
  std::string group;
  for (const std::string& line : split(proc_cgroup, '\n')) {
    const bool named = line.find(":name=systemd:") != std::string::npos;
    if (!named && (!line.starts_with("0::") || !group.empty()))
      continue;
    group = line.substr(line.find(':', line.find(':') + 1) + 1);
  }
  const std::string component = "/" + unit;
  const std::size_t at = (group + "/").find(component + "/");
  if (at == std::string::npos)
    return std::nullopt;
  return group.substr(0, at + component.size());
}

} // namespace mcpctl
