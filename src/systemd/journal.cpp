#include "systemd/journal.hpp"

#include "systemd/journal_match.hpp"
#include "systemd/journal_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <unistd.h>
#include <unordered_set>
#include <utility>

namespace mcpctl {

struct LogJournal::State
{
  JournalReader reader;
  JournalQuery query;
  std::unordered_set<std::string> units; // whose lines are asked for
  bool read_newest = false;              // a tail has read the entry that it was to end at
  std::string passed;                    // cursor of an entry that has to be left out
  bool ended = false;                    // what comes now is newer than was asked for

  [[nodiscard]] bool counts(const JournalLine& line) const;
  int seek_end(const std::string& cursor);
  int tail(const std::string& unit, const std::string& cursor, std::vector<JournalLine>& lines);
  int add_dropped(const std::string& cursor, std::vector<JournalLine>& lines);
  int last_lines(std::vector<JournalLine>& lines);
  int begin_stream();
  int begin_behind(const std::string& cursor);
  int next(JournalLine& line);
};

namespace {

// A user may have many services, but no more of journald's words than these are of use.
constexpr std::size_t most_dropped = 1000;

Result<bool> answer(int done, bool more)
{
  if (done < 0)
    return journal_error(done);
  return more;
}

// Whether there is a reason to go on reading towards older entries.
bool is_older(const JournalLine& line, const std::optional<RealTime>& since)
{
  return since && line.at < *since;
}

} // namespace

bool LogJournal::State::counts(const JournalLine& line) const
{
  if (!units.contains(line.unit) || (query.until && line.at > *query.until))
    return false;
  if (line.dropped > 0)
    return true;
  return line.invocation_id.starts_with(query.session) && (!query.wanted || query.wanted(line));
}

int LogJournal::State::seek_end(const std::string& cursor)
{
  if (query.until)
    return reader.seek_time(*query.until + std::chrono::microseconds(1));
  return cursor.empty() ? reader.seek_tail() : reader.seek_cursor(cursor);
}

// Adds the last lines of one unit, oldest first.
int LogJournal::State::tail(const std::string& unit, const std::string& cursor,
                            std::vector<JournalLine>& lines)
{
  int done = reader.match(unit);
  if (done >= 0)
    done = seek_end(cursor);
  std::vector<JournalLine> backwards;
  while (done >= 0 && backwards.size() < *query.lines_each) {
    done = reader.previous();
    if (done <= 0)
      break;
    read_newest = read_newest || (!cursor.empty() && reader.is_at(cursor));
    JournalLine line;
    done = reader.read(line);
    if (is_older(line, query.since))
      break;
    if (line.unit == unit && counts(line))
      backwards.push_back(std::move(line));
  }
  std::move(backwards.rbegin(), backwards.rend(), std::back_inserter(lines));
  return done;
}

// What journald dropped of a user's services is told once, where lines are shown that it may be
// missing between.
int LogJournal::State::add_dropped(const std::string& cursor, std::vector<JournalLine>& lines)
{
  if (query.scope != Scope::user || lines.empty())
    return 0;
  const auto earlier = [](const JournalLine& a, const JournalLine& b) { return a.at < b.at; };
  const RealTime begin = std::min_element(lines.begin(), lines.end(), earlier)->at;
  int done = reader.match_dropped();
  if (done >= 0)
    done = seek_end(cursor);
  for (std::size_t i = 0; done >= 0 && i < most_dropped; ++i) {
    done = reader.previous();
    if (done <= 0)
      break;
    JournalLine line;
    done = reader.read(line);
    if (line.at < begin)
      break;
    if (counts(line))
      lines.push_back(std::move(line));
  }
  return done;
}

int LogJournal::State::last_lines(std::vector<JournalLine>& lines)
{
  // All end at the entry that is the newest now; what follows begins behind it.
  std::string cursor;
  int done = query.follow ? reader.newest(cursor) : 0;
  for (const std::string& unit : query.units)
    if (done >= 0)
      done = tail(unit, cursor, lines);
  if (done >= 0)
    done = add_dropped(cursor, lines);
  std::stable_sort(lines.begin(), lines.end(),
                   [](const JournalLine& a, const JournalLine& b) { return a.at < b.at; });
  return done >= 0 && query.follow ? begin_behind(cursor) : done;
}

// Before everything that the tails have not read of this entry and the newer ones; "" is the first.
int LogJournal::State::begin_behind(const std::string& cursor)
{
  // An entry is known to the journal a moment before it is found by its fields: the tails may have
  // missed the newest, and then it is still to be told.
  passed = read_newest ? cursor : "";
  const int done = reader.match_all_of(query.units);
  if (done < 0)
    return done;
  return cursor.empty() ? reader.seek_head() : reader.seek_cursor(cursor);
}

int LogJournal::State::begin_stream()
{
  const int done = reader.match_all_of(query.units);
  if (done < 0)
    return done;
  return query.since ? reader.seek_time(*query.since) : reader.seek_head();
}

// 1 and the next line that counts, or 0 when there is none yet.
int LogJournal::State::next(JournalLine& line)
{
  while (!ended) {
    int done = reader.next();
    if (done <= 0)
      return done;
    const std::string left_out = std::exchange(passed, "");
    if (!left_out.empty() && reader.is_at(left_out))
      continue;
    done = reader.read(line);
    if (done < 0)
      return done;
    ended = query.until && line.at > *query.until;
    if (!ended && !is_older(line, query.since) && counts(line))
      return 1;
  }
  return 0;
}

LogJournal::LogJournal(std::unique_ptr<State> state) : state_(std::move(state)) {}
LogJournal::LogJournal(LogJournal&&) noexcept = default;
LogJournal& LogJournal::operator=(LogJournal&&) noexcept = default;
LogJournal::~LogJournal() = default;

Result<LogJournal> LogJournal::open(JournalQuery query)
{
  auto reader = JournalReader::open(query);
  if (!reader)
    return reader.error();
  std::unordered_set<std::string> units(query.units.begin(), query.units.end());
  if (query.scope == Scope::user)
    units.insert(manager_of_user(getuid()));
  return LogJournal(std::make_unique<State>(
      State{.reader = std::move(*reader), .query = std::move(query), .units = std::move(units)}));
}

Result<bool> LogJournal::first(const JournalSink& sink)
{
  if (!state_->query.lines_each) {
    const int done = state_->begin_stream();
    return done < 0 ? answer(done, false) : news(sink);
  }
  std::vector<JournalLine> lines;
  const int done = state_->last_lines(lines);
  return answer(done, std::all_of(lines.begin(), lines.end(), sink));
}

Result<bool> LogJournal::news(const JournalSink& sink)
{
  JournalLine line;
  int done = 0;
  while ((done = state_->next(line)) > 0)
    if (!sink(line))
      return false;
  return answer(done, true);
}

Status LogJournal::add(const std::vector<std::string>& units, const UnitUsers& users)
{
  state_->query.units.insert(state_->query.units.end(), units.begin(), units.end());
  state_->units.insert(units.begin(), units.end());
  state_->reader.know(users);
  // The library goes on from where it is (sd_journal_add_match(3)).
  const int done = state_->reader.match_all_of(state_->query.units);
  return done < 0 ? Status(journal_error(done)) : Nothing{};
}

int LogJournal::fd() const
{
  return state_->reader.fd();
}

short LogJournal::events() const
{
  return state_->reader.events();
}

bool LogJournal::often() const
{
  return state_->reader.often();
}

Status LogJournal::changed()
{
  if (const int done = state_->reader.process(); done < 0)
    return journal_error(done);
  return Nothing{};
}

namespace {

// False once `stop_fd` is readable.
Result<bool> wait_for_more(LogJournal& journal, int stop_fd)
{
  pollfd waiting[] = {{.fd = journal.fd(), .events = journal.events(), .revents = 0},
                      {.fd = stop_fd, .events = POLLIN, .revents = 0}};
  if (poll(waiting, 2, journal.often() ? 250 : -1) < 0 && errno != EINTR)
    return journal_error(-errno);
  if (waiting[1].revents != 0)
    return false;
  const Status changed = journal.changed();
  return changed.ok() ? Result<bool>(true) : changed.error();
}

} // namespace

Status read_journal(const JournalQuery& query, int stop_fd, const JournalSink& line)
{
  auto journal = LogJournal::open(query);
  if (!journal)
    return journal.error();
  Result<bool> more = journal->first(line);
  while (more.ok() && *more && query.follow) {
    more = wait_for_more(*journal, stop_fd);
    if (more.ok() && *more)
      more = journal->news(line);
  }
  return more.ok() ? Status(Nothing{}) : more.error();
}

} // namespace mcpctl
