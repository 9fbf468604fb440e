// Memory, disks, journal and the kernel's limits.

#include "doctor/gather.hpp"
#include "systemd/line_limit.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

std::optional<std::uint64_t> number_in(const std::string& path)
{
  std::ifstream file(path);
  std::uint64_t number = 0;
  return file >> number ? std::optional(number) : std::nullopt;
}

// Of /proc/meminfo, in bytes (proc(5)).
std::uint64_t memory_field(std::string_view name)
{
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with(name))
      continue;
    std::istringstream rest(line.substr(name.size()));
    std::uint64_t kibibytes = 0;
    rest >> kibibytes;
    return kibibytes * 1024;
  }
  return 0;
}

// Watches of one instance of inotify (proc(5), /proc/pid/fdinfo).
std::uint64_t watches_in(const fs::path& description)
{
  std::ifstream file(description);
  std::uint64_t watches = 0;
  for (std::string line; std::getline(file, line);)
    watches += line.starts_with("inotify wd:") ? 1 : 0;
  return watches;
}

void count_inotify(int pid, InotifyUse& use)
{
  const fs::path folder = fs::path("/proc") / std::to_string(pid);
  std::error_code error;
  fs::directory_iterator entries(folder / "fd", error);
  for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
    std::error_code gone;
    if (fs::read_symlink(entries->path(), gone) != "anon_inode:inotify")
      continue;
    ++use.instances;
    use.watches += watches_in(folder / "fdinfo" / entries->path().filename());
  }
}

std::vector<InotifyUse> inotify_use(const std::string& usual_user,
                                    const std::vector<ServerFacts>& servers,
                                    const std::vector<Process>& processes)
{
  std::set<std::string> users;
  for (const ServerFacts& server : servers) {
    if (server.watches)
      users.insert(server.detail.user.empty() ? usual_user : server.detail.user);
  }
  std::vector<InotifyUse> used;
  for (const std::string& user : users) {
    InotifyUse& use = used.emplace_back(InotifyUse{.user = user});
    for (const Process& process : processes) {
      if (process.user == user)
        count_inotify(process.pid, use);
    }
  }
  return used;
}

// The folder, or the nearest above it that is there.
std::string nearest_folder(const std::string& path)
{
  fs::path folder = path;
  std::error_code error;
  while (folder.has_relative_path() && !fs::is_directory(folder, error))
    folder = folder.parent_path();
  return folder.string();
}

std::uint64_t bytes_below(const char* folder)
{
  std::uint64_t bytes = 0;
  std::error_code error;
  fs::recursive_directory_iterator entries(folder, fs::directory_options::skip_permission_denied,
                                           error);
  for (; !error && entries != fs::recursive_directory_iterator(); entries.increment(error)) {
    struct stat about = {};
    if (::stat(entries->path().c_str(), &about) == 0 && S_ISREG(about.st_mode))
      bytes += static_cast<std::uint64_t>(about.st_blocks) * 512;
  }
  return bytes;
}

// journald.conf and its drop-ins, the one that counts most last (journald.conf(5)).
std::vector<std::string> journal_settings()
{
  std::map<std::string, std::string>
      drop_ins; // by name: one in a later folder hides an earlier one
  for (const char* folder : {"/usr/lib/systemd/journald.conf.d", "/run/systemd/journald.conf.d",
                             "/etc/systemd/journald.conf.d"}) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      if (entries->path().extension() == ".conf")
        drop_ins[entries->path().filename().string()] = entries->path().string();
    }
  }
  std::vector<std::string> files = {"/etc/systemd/journald.conf"};
  for (const auto& [name, path] : drop_ins)
    files.push_back(path);
  return files;
}

// What an administrator has written for "Storage=" or another key; empty: nothing.
std::string stated_for_journal(std::string_view key)
{
  std::string value;
  for (const std::string& path : journal_settings()) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with(key))
        value = line.substr(key.size());
    }
  }
  return value;
}

std::optional<std::uint64_t> stated_journal_size()
{
  const Result<ByteSize> size = parse_byte_size(stated_for_journal("SystemMaxUse="));
  return size.ok() && size->kind == ByteSize::Kind::bytes ? std::optional(size->amount)
                                                          : std::nullopt;
}

} // namespace

MachineFacts look_at_machine(const std::string& usual_user, const std::vector<ServerFacts>& servers,
                             const std::vector<Process>& processes)
{
  std::error_code error;
  return {.memory = memory_field("MemTotal:"),
          .memory_available = memory_field("MemAvailable:"),
          .disks = {},
          .inotify = {.most_watches = number_in("/proc/sys/fs/inotify/max_user_watches"),
                      .most_instances = number_in("/proc/sys/fs/inotify/max_user_instances"),
                      .used = inotify_use(usual_user, servers, processes)},
          .polkit = fs::exists(
              "/usr/share/dbus-1/system-services/org.freedesktop.PolicyKit1.service", error)};
}

std::vector<DiskFacts> look_at_disks(const std::vector<FolderInUse>& folders)
{
  std::vector<DiskFacts> disks;
  std::set<dev_t> seen;
  for (const FolderInUse& folder : folders) {
    DiskFacts disk{.path = nearest_folder(folder.path), .for_what = folder.for_what};
    struct stat about = {};
    struct statvfs room = {};
    if (::stat(disk.path.c_str(), &about) != 0 || ::statvfs(disk.path.c_str(), &room) != 0
        || !seen.insert(about.st_dev).second)
      continue;
    disk.bytes = static_cast<std::uint64_t>(room.f_blocks) * room.f_frsize;
    disk.available = static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize;
    disk.files = room.f_files;
    disk.files_available = room.f_favail;
    disks.push_back(std::move(disk));
  }
  return disks;
}

JournalFacts look_at_journal_of(Scope scope, unsigned uid, const std::string& user)
{
  JournalFacts facts{.system = look_for_journal(),
                     .unreadable = {},
                     .limit_lifted = line_limit_is_set(uid),
                     .limit_in_force = stated_line_limit(uid).has_value(),
                     .lifting = commands_that_lift_line_limit(uid),
                     .limit = stated_journal_size(),
                     .storage = stated_for_journal("Storage=")};
  if (const Status access = judge_journal_access(scope, uid, user, facts.system); !access.ok())
    facts.unreadable = access.error();
  constexpr const char* folder = "/var/log/journal";
  struct statvfs room = {};
  if (facts.system.on_disk && ::statvfs(folder, &room) == 0) {
    facts.bytes = bytes_below(folder);
    facts.disk = static_cast<std::uint64_t>(room.f_blocks) * room.f_frsize;
  }
  return facts;
}

} // namespace mcpctl
