#include "rotate/writers.hpp"

#include "rotate/command.hpp"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <string_view>
#include <unistd.h>

namespace mcpctl {

namespace {

using Clock = std::chrono::steady_clock;

// How long a process may take to stand still: one that waits for a disk takes as long as that.
constexpr auto hold_limit = std::chrono::milliseconds(500);

std::string read_small(const std::string& path)
{
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(4096, '\0');
  const ssize_t count = file.ok() ? ::read(file.get(), text.data(), text.size()) : 0;
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return text;
}

// Where systemd mounts the unified hierarchy: alone, or beside the old ones.
std::string unified_mount()
{
  for (const char* mount : {"/sys/fs/cgroup", "/sys/fs/cgroup/unified"}) {
    const std::string procs = std::string(mount) + "/cgroup.controllers";
    if (::access(procs.c_str(), F_OK) == 0)
      return mount;
  }
  return {};
}

std::string parent(const std::string& path)
{
  return path.substr(0, path.rfind('/'));
}

// "0::/user.slice/..." is the unified hierarchy's line (cgroups(7)).
std::string own_group()
{
  const std::string text = "\n" + read_small("/proc/self/cgroup");
  const std::size_t at = text.find("\n0::");
  return at == std::string::npos ? "" : text.substr(at + 4, text.find('\n', at + 1) - at - 4);
}

std::string first_line(std::string_view text)
{
  const std::size_t begin = std::min(text.find_first_not_of('\n'), text.size());
  return std::string(text.substr(begin, text.find('\n', begin) - begin));
}

bool write_freeze(const std::string& group, char state)
{
  const Descriptor file(::open((group + "/cgroup.freeze").c_str(), O_WRONLY | O_CLOEXEC));
  return file.ok() && ::write(file.get(), &state, 1) == 1;
}

bool asked_to_freeze(const std::string& group)
{
  return read_small(group + "/cgroup.freeze").starts_with('1');
}

bool stands_still(const std::string& events)
{
  return events.find("frozen 1") != std::string::npos;
}

// A group that is gone has nobody who moves.
bool wait_for_standstill(const std::string& group)
{
  const std::string path = group + "/cgroup.events";
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.ok())
    return errno == ENOENT;
  const auto limit = Clock::now() + hold_limit;
  while (true) {
    char text[256];
    const ssize_t count = ::pread(file.get(), text, sizeof text, 0);
    if (count < 0 && errno == ENODEV)
      return true;
    if (count < 0)
      return false;
    if (stands_still(std::string(text, static_cast<std::size_t>(count))))
      return true;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(limit - Clock::now());
    pollfd watched = {.fd = file.get(), .events = POLLPRI, .revents = 0};
    if (left.count() <= 0 || ::poll(&watched, 1, static_cast<int>(left.count())) < 0) {
      errno = ETIMEDOUT;
      return false;
    }
  }
}

} // namespace

bool fits_pattern(std::string_view pattern, std::string_view name)
{
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos)
    return name == pattern;
  const std::string_view end = pattern.substr(star + 1);
  return name.size() + 1 >= pattern.size() && name.starts_with(pattern.substr(0, star))
         && name.ends_with(end);
}

Writers Writers::find(const std::string& pattern, bool system)
{
  Writers writers;
  writers.pattern_ = pattern;
  const std::string mount = unified_mount();
  if (mount.empty())
    return writers;
  const std::string group =
      first_line(output_of({"systemctl", system ? "--system" : "--user", "show",
                            "--property=ControlGroup", "--value", "--", pattern}));
  writers.folder_ = mount + parent(group.starts_with('/') ? group : own_group());
  return writers;
}

std::vector<std::string> Writers::groups() const
{
  std::vector<std::string> paths;
  DIR* const folder = ::opendir(folder_.c_str());
  if (folder == nullptr)
    return paths;
  while (const dirent* entry = ::readdir(folder)) { // NOLINT(concurrency-mt-unsafe)
    if (fits_pattern(pattern_, entry->d_name))
      paths.push_back(folder_ + '/' + entry->d_name);
  }
  ::closedir(folder);
  std::sort(paths.begin(), paths.end());
  return paths;
}

Writers::Held Writers::hold()
{
  if (folder_.empty()) {
    errno = ENOTSUP;
    return Held::no;
  }
  for (const std::string& group : groups()) {
    if (asked_to_freeze(group)) {
      release();
      return Held::frozen_already;
    }
    held_.push_back(group);
    if (!write_freeze(group, '1') && ::access(group.c_str(), F_OK) == 0) {
      const int cause = errno;
      release();
      errno = cause;
      return Held::no;
    }
  }
  for (const std::string& group : held_) {
    if (wait_for_standstill(group))
      continue;
    const int cause = errno;
    release();
    errno = cause;
    return Held::no;
  }
  return Held::yes;
}

bool Writers::still_held() const
{
  const std::vector<std::string> now = groups();
  return std::all_of(now.begin(), now.end(), [this](const std::string& group) {
    return std::binary_search(held_.begin(), held_.end(), group)
           && stands_still(read_small(group + "/cgroup.events"));
  });
}

void Writers::release()
{
  for (const std::string& group : held_)
    write_freeze(group, '0');
  held_.clear();
}

void Writers::release_all() const
{
  for (const std::string& group : groups()) {
    if (asked_to_freeze(group))
      write_freeze(group, '0');
  }
}

} // namespace mcpctl
