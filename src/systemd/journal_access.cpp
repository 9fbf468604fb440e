#include "systemd/journal_access.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// journald gives regular users files of their own; lines of the others are among the system's
// (journald.conf(5), SplitMode=; the limit is systemd's SYSTEM_UID_MAX).
constexpr unsigned last_system_uid = 999;

// When a machine's folder below `folder` had its system's journal written last; zero: there is
// none. Notes when it can be read.
std::int64_t written_below(const std::string& folder, bool& readable)
{
  std::int64_t last = 0;
  std::error_code failed;
  for (const auto& machine : std::filesystem::directory_iterator(folder, failed)) {
    const std::string file = machine.path().string() + "/system.journal";
    struct stat about = {};
    if (::stat(file.c_str(), &about) != 0)
      continue;
    last =
        std::max(last, std::int64_t{about.st_mtim.tv_sec} * 1'000'000'000 + about.st_mtim.tv_nsec);
    readable = readable || access(file.c_str(), R_OK) == 0;
  }
  return last;
}

} // namespace

SystemJournal look_for_journal(const std::string& root)
{
  SystemJournal journal;
  const std::int64_t on_disk = written_below(root + "/var/log/journal", journal.readable);
  const std::int64_t in_memory = written_below(root + "/run/log/journal", journal.readable);
  journal.on_disk = on_disk > 0 && on_disk >= in_memory;
  journal.in_memory = in_memory > on_disk;
  return journal;
}

Status judge_journal_access(Scope scope, unsigned uid, const std::string& name,
                            const SystemJournal& journal)
{
  if (journal.readable || (!journal.on_disk && !journal.in_memory))
    return Nothing{};
  const bool has_own_lines = scope == Scope::user && uid > last_system_uid;
  // On disk each user's lines are the user's own; kept in memory they are not split.
  if (has_own_lines && journal.on_disk)
    return Nothing{};
  const std::string join = "sudo usermod -aG systemd-journal " + name
                           + " and log in anew (adm will do as well), or run it with sudo";
  const std::string keep = "keep the journal on disk, where users can read their own lines: sudo "
                           "mkdir -p /var/log/journal && sudo journalctl --flush; or ";
  return Error{ExitCode::not_permitted, "the journal cannot be read by user " + name,
               has_own_lines ? keep + join : join};
}

std::optional<std::uint64_t> stated_line_limit(unsigned uid)
{
  // So the manager tells journald, since systemd 240.
  std::error_code none;
  const auto target = std::filesystem::read_symlink(
      "/run/systemd/units/log-rate-limit-burst:user@" + std::to_string(uid) + ".service", none);
  const std::string text = target.string();
  std::uint64_t limit = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (none || parsed.ec != std::errc())
    return std::nullopt;
  return limit;
}

} // namespace mcpctl
