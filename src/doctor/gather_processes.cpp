// Processes, who listens at ports, and what PM2 has left: from /proc and the file system.

#include "doctor/gather.hpp"
#include "doctor/words.hpp"
#include "mcp/listener.hpp"
#include "systemd/user_name.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t longest_file = 1U << 17U; // one argument may have as much

// Empty where it cannot be read. A process may end meanwhile.
std::string content_of(const fs::path& path)
{
  std::ifstream file(path, std::ios::binary);
  std::string text(longest_file, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  return text;
}

// Words that end in a null byte each; a title that a process gave itself is followed by some.
std::vector<std::string> words_in(const std::string& command_line)
{
  std::vector<std::string> words;
  std::istringstream text(command_line);
  for (std::string word; std::getline(text, word, '\0');)
    words.push_back(word);
  while (!words.empty() && words.back().empty())
    words.pop_back();
  return words;
}

// Parent and terminal in /proc/PID/stat: fields 4 and 7, behind the name, which may hold anything.
void read_stat(const std::string& stat, Process& process)
{
  const std::size_t behind = stat.rfind(')');
  if (behind == std::string::npos)
    return;
  std::istringstream fields(stat.substr(behind + 1));
  std::string state;
  long group = 0, session = 0, terminal = 0;
  fields >> state >> process.parent >> group >> session >> terminal;
  process.on_terminal = terminal != 0;
}

// Names of users, each looked up once.
class UserNames
{
public:
  const std::string& of(unsigned uid)
  {
    const auto found = names_.find(uid);
    return found != names_.end() ? found->second
                                 : names_.emplace(uid, user_name(uid)).first->second;
  }

private:
  std::map<unsigned, std::string> names_;
};

bool read_process(const fs::path& folder, Process& process, UserNames& users)
{
  struct stat about = {};
  process.argv = words_in(content_of(folder / "cmdline"));
  if (process.argv.empty() || ::stat(folder.c_str(), &about) != 0)
    return false;
  process.uid = about.st_uid;
  process.user = users.of(about.st_uid);
  read_stat(content_of(folder / "stat"), process);
  const UnitOfProcess unit = unit_in_cgroup(content_of(folder / "cgroup"));
  process.unit = unit.unit;
  process.unit_of_user = unit.of_user;
  std::error_code hidden;
  process.folder = fs::read_symlink(folder / "cwd", hidden).string();
  return true;
}

bool is_unit(std::string_view name)
{
  return name.ends_with(".service") || name.ends_with(".scope");
}

// The path of the hierarchy by which systemd tracks processes.
std::string_view tracked_path(std::string_view proc_cgroup)
{
  std::string_view unified;
  while (!proc_cgroup.empty()) {
    const std::string_view line = proc_cgroup.substr(0, proc_cgroup.find('\n'));
    proc_cgroup.remove_prefix(std::min(line.size() + 1, proc_cgroup.size()));
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string_view::npos ? first : line.find(':', first + 1);
    if (second == std::string_view::npos)
      continue;
    const std::string_view hierarchy = line.substr(first + 1, second - first - 1);
    if (hierarchy == "name=systemd")
      return line.substr(second + 1);
    if (hierarchy.empty())
      unified = line.substr(second + 1);
  }
  return unified;
}

// PM2 tells the program by a variable of its environment, which only its user can read.
std::string pm2_id_of(const Process& process)
{
  constexpr std::string_view name = "pm_id=";
  const std::string variables =
      content_of("/proc/" + std::to_string(process.pid) + "/environ") + '\0';
  std::size_t at = variables.find(std::string(1, '\0') + std::string(name));
  if (at == std::string::npos)
    return {};
  at += 1 + name.size();
  const std::string id = variables.substr(at, variables.find('\0', at) - at);
  const bool is_number = !id.empty() && id.find_first_not_of("0123456789") == std::string::npos;
  return is_number ? id : "";
}

void ask_who_pm2_started(std::vector<Process>& processes)
{
  std::set<int> daemons;
  for (const Process& process : processes) {
    if (is_pm2(process))
      daemons.insert(process.pid);
  }
  for (Process& process : processes) {
    if (daemons.contains(process.parent))
      process.pm2_id = pm2_id_of(process);
  }
}

} // namespace

UnitOfProcess unit_in_cgroup(std::string_view proc_cgroup)
{
  std::string_view path = tracked_path(proc_cgroup);
  const bool below_user = path.find("/user@") != std::string_view::npos;
  while (!path.empty()) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = path.substr(slash == std::string_view::npos ? 0 : slash + 1);
    if (is_unit(name))
      return {std::string(name), below_user && !name.starts_with("user@")};
    path = path.substr(0, slash == std::string_view::npos ? 0 : slash);
  }
  return {};
}

std::vector<Process> look_at_processes()
{
  std::vector<Process> processes;
  UserNames users;
  std::error_code error;
  fs::directory_iterator entries("/proc", error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    Process process;
    const auto read = std::from_chars(name.data(), name.data() + name.size(), process.pid);
    const bool is_process = read.ec == std::errc() && read.ptr == name.data() + name.size();
    if (is_process && process.pid != ::getpid() && read_process(entries->path(), process, users))
      processes.push_back(std::move(process));
  }
  ask_who_pm2_started(processes);
  return processes;
}

std::vector<PortHolder> look_at_ports(const std::vector<ServerFacts>& servers,
                                      const std::vector<Process>& processes)
{
  std::set<unsigned> ports;
  for (const ServerFacts& server : servers) {
    if (server.port)
      ports.insert(*server.port);
  }
  std::vector<PortHolder> holders;
  for (const PortListener& listener : listeners_at(ports)) {
    PortHolder holder{.port = listener.port, .user = user_name(listener.uid), .process = {}};
    const auto process = std::find_if(processes.begin(), processes.end(), [&](const Process& p) {
      return listener.pid && p.pid == *listener.pid;
    });
    if (process != processes.end())
      holder.process = *process;
    holders.push_back(std::move(holder));
  }
  return holders;
}

Pm2Facts look_for_pm2(Scope scope, const std::string& user, const std::string& home)
{
  Pm2Facts facts;
  std::error_code error;
  const std::string own = "pm2-" + user + ".service";
  fs::directory_iterator entries("/etc/systemd/system/multi-user.target.wants", error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    const std::string name = entries->path().filename().string();
    const bool is_pm2 = name.starts_with("pm2-") && name.ends_with(".service");
    if (name == own || (scope == Scope::system && is_pm2))
      facts.boot_unit = name;
  }
  const std::string dump = home + "/.pm2/dump.pm2";
  if (fs::exists(dump, error))
    facts.dump = dump;
  return facts;
}

} // namespace mcpctl
