// The journal: whether it can be read, is kept, and takes what servers write.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/duration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::uint64_t largest_journal = 4ULL << 30U; // journald's own default (journald.conf(5))
constexpr std::uint64_t largest_percent = 15;          // of its file system; journald's is 10

bool keeps_off_disk(std::string_view storage)
{
  return storage == "volatile" || storage == "none";
}

Steps keeping_on_disk(const JournalFacts& journal)
{
  Steps mend = {command("sudo mkdir -p /var/log/journal")};
  if (keeps_off_disk(journal.storage)) {
    mend.push_back(command("sudo mkdir -p /etc/systemd/journald.conf.d"));
    mend.push_back(command("printf '[Journal]\\nStorage=persistent\\n' | sudo tee "
                           "/etc/systemd/journald.conf.d/99-mcpctl.conf"));
  }
  mend.push_back(command("sudo systemctl restart systemd-journald"));
  mend.push_back(command("sudo journalctl --flush"));
  return mend;
}

} // namespace

Findings check_journal_access(const Facts& facts)
{
  if (!facts.journal.unreadable)
    return all_well("the journal can be read");
  const Error& error = *facts.journal.unreadable;
  return {{.gravity = Gravity::warning,
           .what = error.what,
           .why =
               "logs shows nothing, and a failure tells no reason; it counts from the next login "
               "on",
           .mend = {command("sudo usermod -aG systemd-journal " + facts.user)}}};
}

Findings check_journal_storage(const Facts& facts)
{
  const SystemJournal& journal = facts.journal.system;
  if (journal.on_disk)
    return all_well("it is kept on disk");
  Finding finding{.gravity = Gravity::warning,
                  .what = journal.in_memory ? "it is kept in memory" : "there is none",
                  .why = journal.in_memory ? "what servers wrote is gone at the next boot"
                                           : "what servers write is lost",
                  .mend = keeping_on_disk(facts.journal)};
  if (const std::string& storage = facts.journal.storage; keeps_off_disk(storage))
    finding.why += fmt::format("; journald.conf(5) has Storage={}", storage);
  return {finding};
}

Findings check_journal_limit(const Facts& facts)
{
  if (facts.scope == Scope::system)
    return all_well("nothing of the servers' lines is dropped");
  const Step restart = command(
      fmt::format("sudo systemctl restart user@{}.service   # ends all that you run", facts.uid));
  if (facts.journal.limit_in_force)
    return all_well("an administrator has set how many lines it takes");
  if (facts.journal.limit_lifted) {
    return {{.gravity = Gravity::note,
             .what = fmt::format("its limit of lines is lifted from the next start of "
                                 "user@{}.service on",
                                 facts.uid),
             .why = "until then it drops lines beyond the limit",
             .mend = {restart}}};
  }
  Steps mend;
  for (const std::string& lifting : facts.journal.lifting)
    mend.push_back(command(lifting));
  mend.push_back(restart);
  return {{.gravity = Gravity::note,
           .what = "it takes at least 10,000 lines in 30 s of all your services together",
           .why = "and drops the others; what lifts that holds from the next boot on, or at once "
                  "with the last command",
           .mend = std::move(mend)}};
}

Findings check_journal_size(const Facts& facts)
{
  const JournalFacts& journal = facts.journal;
  if (!journal.system.on_disk)
    return {};
  const std::uint64_t most = journal.limit.value_or(
      journal.disk == 0 ? largest_journal
                        : std::min(largest_journal, journal.disk / 100 * largest_percent));
  if (journal.bytes <= most)
    return all_well(fmt::format("it takes {}", format_size(journal.bytes)));
  return {{.gravity = Gravity::warning,
           .what = fmt::format("it takes {}", format_size(journal.bytes)),
           .why = fmt::format("more than the {} that it is meant to", format_size(most)),
           .mend = {command("sudo journalctl --vacuum-size=1G")}}};
}

} // namespace mcpctl
