#include "systemd/exit_journal.hpp"

#include "systemd/open_journal.hpp"

#include <systemd/sd-journal.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// One run that ends badly leaves three entries; starts refused by the start limit leave more.
constexpr unsigned most_entries = 32;

// Only what the manager itself says of the unit.
FieldMatches entries_of(Scope scope, const std::string& unit)
{
  const bool user = scope == Scope::user;
  FieldMatches matches;
  for (const std::string_view id : {message_of_exit, message_of_result, message_of_restart}) {
    matches.push_back({"MESSAGE_ID=" + std::string(id), (user ? "USER_UNIT=" : "UNIT=") + unit,
                       user ? "_UID=" + std::to_string(::getuid()) : "_PID=1"});
  }
  return matches;
}

ExitEntry read_entry(sd_journal* journal, Scope scope)
{
  ExitEntry entry;
  entry.at = read_fields(journal, [&](std::string_view data) { entry.add(scope, data); });
  return entry;
}

// The newest first.
Result<std::vector<ExitEntry>> read_entries(sd_journal* journal, Scope scope,
                                            const std::string& unit)
{
  std::vector<ExitEntry> entries;
  int done = match_fields(journal, entries_of(scope, unit));
  if (done >= 0)
    done = sd_journal_seek_tail(journal);
  while (done >= 0 && entries.size() < most_entries && (done = sd_journal_previous(journal)) > 0)
    entries.push_back(read_entry(journal, scope));
  if (done < 0)
    return journal_error(done);
  return entries;
}

} // namespace

Result<std::vector<std::optional<UnitExit>>> read_exits(Scope scope,
                                                        const std::vector<std::string>& units)
{
  std::vector<std::optional<UnitExit>> exits;
  if (units.empty())
    return exits;
  const auto journal = open_journal(scope);
  if (!journal)
    return journal.error();
  for (const std::string& unit : units) {
    const auto entries = read_entries(journal->get(), scope, unit);
    if (!entries)
      return entries.error();
    exits.push_back(exit_before_restart(*entries));
  }
  return exits;
}

} // namespace mcpctl
