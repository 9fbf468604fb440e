#include "store/lock.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <sys/file.h>
#include <sys/stat.h>

namespace mcpctl {

namespace {

constexpr const char* lock_name = ".mcpctl.lock";
constexpr std::string_view heading =
    "# mcpctl: what an interrupted apply still owes; the next mcpctl apply pays it\n";
constexpr std::array<std::pair<OwedKind, std::string_view>, 4> words = {{
    {OwedKind::reload, "reload"},
    {OwedKind::stop, "stop"},
    {OwedKind::start, "start"},
    {OwedKind::restart, "restart"},
}};

// The process that holds a flock(2) on the open file, as /proc/locks knows it:
// "1: FLOCK  ADVISORY  WRITE 1234 08:01:5678 0 EOF".
int holder_of(const Fd& fd)
{
  struct stat about = {};
  if (::fstat(fd.get(), &about) != 0)
    return 0;
  const std::string inode = fmt::format(":{}", about.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream fields(line);
    std::string number, kind, advisory, mode, place;
    int pid = 0;
    if (fields >> number >> kind >> advisory >> mode >> pid >> place && kind == "FLOCK"
        && place.ends_with(inode))
      return pid;
  }
  return 0;
}

// Whether the name still stands for the open file: who held the lock may have replaced it.
bool still_there(const Folder& folder, const Fd& fd)
{
  struct stat open = {};
  struct stat named = {};
  return ::fstat(fd.get(), &open) == 0
         && ::fstatat(folder.get(), lock_name, &named, AT_SYMLINK_NOFOLLOW) == 0
         && open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

Result<Debt> read_debt(const Folder& folder, const std::string& boot_id)
{
  auto file = folder.read(lock_name, lock_name);
  if (!file)
    return file.error();
  return *file ? parse_debt((*file)->text, boot_id) : Debt{};
}

Status lock_exclusively(const Fd& fd, const std::string& path, const Waiting& waiting)
{
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) == 0)
    return Nothing{};
  if (errno == EWOULDBLOCK && waiting)
    waiting(holder_of(fd));
  while (::flock(fd.get(), LOCK_EX) != 0) {
    if (errno != EINTR)
      return disk_error("flock", path, errno);
  }
  return Nothing{};
}

} // namespace

std::string to_string(const Owed& owed)
{
  const auto* const word = std::find_if(
      words.begin(), words.end(), [&owed](const auto& known) { return known.first == owed.kind; });
  return owed.unit.empty() ? std::string(word->second)
                           : fmt::format("{} {}", word->second, owed.unit);
}

std::string render_debt(const Debt& debt, const std::string& boot_id)
{
  std::string text = fmt::format("{}boot {}\n", heading, boot_id);
  for (const Owed& owed : debt) {
    for (const auto& [kind, word] : words) {
      if (kind == owed.kind)
        text +=
            owed.unit.empty() ? fmt::format("{}\n", word) : fmt::format("{} {}\n", word, owed.unit);
    }
  }
  return text;
}

Debt parse_debt(std::string_view text, const std::string& boot_id)
{
  Debt debt;
  bool same_boot = false;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    std::string word, unit;
    fields >> word >> unit;
    if (word == "boot")
      same_boot = unit == boot_id;
    for (const auto& [kind, name] : words) {
      if (word != name || unit.empty() != (kind == OwedKind::reload))
        continue;
      if (same_boot)
        debt.push_back({kind, unit});
      else if (kind != OwedKind::reload)
        debt.push_back({kind == OwedKind::restart ? OwedKind::start : kind, unit});
    }
  }
  return debt;
}

Result<LockView> look_at_lock(const std::string& path, const std::string& boot_id)
{
  auto folder = Folder::open(path);
  if (!folder)
    return folder.error();
  LockView view;
  if (!*folder)
    return view;
  const Fd fd(::openat((*folder)->get(), lock_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
  if (!fd.ok())
    return view;
  view.held = ::flock(fd.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  auto debt = read_debt(**folder, boot_id);
  if (!debt)
    return debt.error();
  view.debt = std::move(*debt);
  return view;
}

Lock::Lock(Folder folder, Fd fd, std::string boot_id, Debt debt)
    : folder_(std::move(folder)), fd_(std::move(fd)), boot_id_(std::move(boot_id)),
      debt_(std::move(debt))
{
}

Result<Lock> Lock::take(const std::string& path, const std::string& boot_id, const Waiting& waiting,
                        DiskHook hook)
{
  auto folder = Folder::make(path, std::move(hook));
  if (!folder)
    return folder.error();
  for (Waiting tell = waiting;; tell = {}) {
    auto opened = folder->open_lock(lock_name);
    if (!opened)
      return opened.error();
    if (auto status = lock_exclusively(*opened, path + "/" + lock_name, tell); !status)
      return status.error();
    if (!still_there(*folder, *opened))
      continue;
    auto debt = read_debt(*folder, boot_id);
    if (!debt)
      return debt.error();
    return Lock(std::move(*folder), std::move(*opened), boot_id, std::move(*debt));
  }
}

// The new file is locked before it takes the old one's name, so that there is no moment at which
// another process could lock it; who waits on the old one finds out with still_there().
Status Lock::record(const Debt& debt)
{
  const UnitFile file{.path = lock_name, .text = render_debt(debt, boot_id_), .mode = 0600};
  if (auto status = folder_.stage(lock_name, file); !status)
    return status;
  const std::string staged = staged_name(lock_name);
  Fd fd(::openat(folder_.get(), staged.c_str(), O_RDWR | O_NOFOLLOW | O_CLOEXEC));
  if (!fd.ok() || ::flock(fd.get(), LOCK_EX | LOCK_NB) != 0)
    return disk_error("flock", folder_.path() + "/" + staged, errno);
  if (auto status = folder_.sync_staged(lock_name); !status)
    return status;
  if (auto status = folder_.commit(lock_name); !status)
    return status;
  fd_ = std::move(fd);
  debt_ = debt;
  return folder_.sync();
}

Status Lock::release(const Debt& still_owed)
{
  if (!still_owed.empty())
    return still_owed == debt_ ? Status(Nothing{}) : record(still_owed);
  debt_.clear();
  if (auto status = folder_.remove(lock_name); !status)
    return status;
  fd_ = Fd();
  return folder_.sync();
}

} // namespace mcpctl
