#include "systemd/session_journal.hpp"

#include "systemd/open_journal.hpp"

#include <algorithm>
#include <systemd/sd-journal.h>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace mcpctl {

namespace {

using Clock = std::chrono::steady_clock;

// Of all sessions since one began; enough for a minute of noise, and for hundreds that end at once.
constexpr std::size_t most_lines = 500;
constexpr std::size_t most_events = 5000;

// What the server wrote last comes to journald on another way than the news of its end, and may
// arrive behind it: how long it is waited for, and for more once there is something.
constexpr auto straggling = std::chrono::milliseconds(500);
constexpr auto settling = std::chrono::milliseconds(30);

std::vector<std::string> fields_of_server(const SessionQuery& query)
{
  std::vector<std::string> fields = {"SYSLOG_IDENTIFIER=mcp-" + query.server};
  if (query.scope == Scope::user)
    fields.push_back("_UID=" + std::to_string(::getuid()));
  return fields;
}

// What mcpctl-session and systemd tell.
FieldMatches events_of(const SessionQuery& query)
{
  std::vector<std::string> ours = fields_of_server(query);
  ours.push_back("MCPCTL_SERVER=" + query.server);
  const std::string manager =
      query.scope == Scope::system ? std::string("_PID=1") : "_UID=" + std::to_string(::getuid());
  return {ours, {"SYSLOG_IDENTIFIER=systemd", manager}};
}

FieldMatches lines_of(const SessionQuery& query)
{
  std::vector<std::string> fields = fields_of_server(query);
  fields.emplace_back("_TRANSPORT=stdout");
  return {fields};
}

SessionEntry read_entry(sd_journal* journal, Scope scope)
{
  SessionEntry entry;
  entry.at = read_fields(journal, [&](std::string_view data) { entry.add(scope, data); });
  return entry;
}

// Anybody can write under any identifier: in the system scope only what journald vouches for
// counts.
bool is_trusted(const SessionEntry& entry, const SessionQuery& query)
{
  return query.scope == Scope::user || entry.process_unit.starts_with("mcp-" + query.server + "@")
         || entry.process_unit == "init.scope";
}

// The newest of these entries since the connection was made.
void read_newest(sd_journal* journal, const SessionQuery& query, std::size_t most,
                 std::vector<SessionEntry>& entries)
{
  sd_journal_seek_tail(journal);
  for (std::size_t i = 0; i < most && sd_journal_previous(journal) > 0; ++i) {
    SessionEntry entry = read_entry(journal, query.scope);
    if (entry.at < query.since)
      break;
    if (is_trusted(entry, query))
      entries.push_back(std::move(entry));
  }
}

// In the order of time. Apart, so that a server that writes much does not hide how it ended.
Result<std::vector<SessionEntry>> read_entries(sd_journal* journal, const SessionQuery& query)
{
  std::vector<SessionEntry> entries;
  for (const auto& [matches, most] :
       {std::pair(lines_of(query), most_lines), std::pair(events_of(query), most_events)}) {
    if (const int failure = match_fields(journal, matches); failure < 0)
      return journal_error(failure);
    read_newest(journal, query, most, entries);
  }
  std::reverse(entries.begin(), entries.end());
  std::stable_sort(entries.begin(), entries.end(),
                   [](const SessionEntry& a, const SessionEntry& b) { return a.at < b.at; });
  return entries;
}

} // namespace

Result<std::optional<SessionEnd>> read_session_end(const SessionQuery& query,
                                                   std::chrono::milliseconds patience)
{
  const auto journal = open_journal(query.scope);
  if (!journal)
    return journal.error();
  sd_journal_get_fd(journal->get()); // from here on changes wake sd_journal_wait()
  auto end = Clock::now() + patience;
  bool found = false;
  while (true) {
    const auto entries = read_entries(journal->get(), query);
    if (!entries.ok())
      return entries.error();
    const auto result = find_session_end(*entries, query);
    const bool silent = result && result->last_line.empty();
    if (result && (!found || !silent))
      end = std::min(end, Clock::now() + (silent ? straggling : settling));
    found = result.has_value();
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(end - Clock::now());
    if (left.count() <= 0)
      return result;
    // Many clients at once may have used up what can be woken (inotify(7), max_user_instances).
    if (sd_journal_wait(journal->get(), static_cast<std::uint64_t>(left.count())) < 0)
      std::this_thread::sleep_for(std::min<std::chrono::microseconds>(left, straggling));
  }
}

} // namespace mcpctl
