#include "systemd/journal_access.hpp"

#include <charconv>
#include <filesystem>
#include <unistd.h>

namespace mcpctl {

namespace {

// journald gives regular users files of their own; lines of the others are among the system's
// (journald.conf(5), SplitMode=; the limit is systemd's SYSTEM_UID_MAX).
constexpr unsigned last_system_uid = 999;

// Whether a machine's folder below `folder` has a system's journal; notes when it can be read.
bool look_below(const char* folder, bool& readable)
{
  bool there = false;
  std::error_code failed;
  for (const auto& machine : std::filesystem::directory_iterator(folder, failed)) {
    const std::string file = machine.path().string() + "/system.journal";
    there = there || access(file.c_str(), F_OK) == 0;
    readable = readable || access(file.c_str(), R_OK) == 0;
  }
  return there;
}

} // namespace

SystemJournal look_for_journal()
{
  SystemJournal journal;
  journal.on_disk = look_below("/var/log/journal", journal.readable);
  journal.in_memory = look_below("/run/log/journal", journal.readable);
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
