#include "systemd/journal.hpp"

#include "systemd/journal_access.hpp"
#include "systemd/journal_match.hpp"
#include "systemd/user_name.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <memory>
#include <poll.h>
#include <systemd/sd-journal.h>
#include <unistd.h>
#include <unordered_set>

namespace mcpctl {

namespace {

using Clock = std::chrono::steady_clock;

// For more units than this, matching every line in the program is cheaper than in the library,
// which looks each match up in each file for each line.
constexpr std::size_t most_matched_units = 8;

// How long no line must have come for a failed unit's last to be taken for there.
constexpr auto quiet = std::chrono::milliseconds(50);

// systemd says this much at most of one start and its failure, between two lines of the program.
constexpr unsigned said_of_a_start = 32;

Error journal_error(int number)
{
  return {ExitCode::failed, std::string("the journal cannot be read: ") + std::strerror(-number),
          "see what is wrong with it: journalctl --verify"};
}

// Which lines of a unit are its last ones.
struct Tail
{
  unsigned count = 0;
  std::string cursor;  // of the entry that they end at; "": the newest
  RealTime since{};    // none older than this
  std::string session; // only of the invocation whose id begins so
};

// An open journal. Functions answer as the library's do: negative is an error's number.
class Journal
{
public:
  [[nodiscard]] static Result<Journal> open(const JournalQuery& query);

  // From now on only the entries of these units count; all entries for none.
  int match(const std::vector<std::string>& units);
  // The newest of all entries, or "".
  int newest(std::string& cursor);
  // Before everything that tail() has not read of this entry and the newer ones; "" is the first.
  int seek_behind(const std::string& cursor);
  // Adds the last lines of one unit, oldest first.
  int tail(const std::string& unit, const Tail& wanted, std::vector<JournalLine>& lines);
  // 1 and the next line, or 0 when there is none yet.
  int next(JournalLine& line);
  // Sleeps until the journal has changed, or `stop_fd` is readable: 0.
  int wait(int stop_fd);
  int wait(std::chrono::milliseconds limit);

private:
  Journal(sd_journal* journal, const JournalQuery& query)
      : journal_(journal), scope_(query.scope), users_(query.users)
  {
  }
  int read(JournalLine& line);

  struct Close
  {
    void operator()(sd_journal* journal) const { sd_journal_close(journal); }
  };
  std::unique_ptr<sd_journal, Close> journal_;
  Scope scope_;
  UnitUsers users_;
  bool read_newest_ = false; // tail() has read the entry that it was to end at
  std::string passed_;       // cursor of an entry that next() has to leave out
};

Result<Journal> Journal::open(const JournalQuery& query)
{
  const unsigned uid = getuid();
  if (auto access = judge_journal_access(query.scope, uid, user_name(uid), look_for_journal());
      !access)
    return access.error();
  sd_journal* journal = nullptr;
  if (const int opened = sd_journal_open(&journal, SD_JOURNAL_LOCAL_ONLY); opened < 0)
    return journal_error(opened);
  Journal result(journal, query);
  // Messages come whole, and changes from here on wake wait().
  if (const int set = sd_journal_set_data_threshold(journal, 0); set < 0)
    return journal_error(set);
  if (const int watched = sd_journal_get_fd(journal); watched < 0)
    return journal_error(watched);
  return result;
}

int Journal::match(const std::vector<std::string>& units)
{
  sd_journal_flush_matches(journal_.get());
  for (const std::string& unit : units) {
    for (const JournalMatch& match : journal_matches(scope_, unit, getuid(), users_)) {
      for (const std::string& field : match)
        if (const int added = sd_journal_add_match(journal_.get(), field.data(), field.size());
            added < 0)
          return added;
      if (const int closed = sd_journal_add_disjunction(journal_.get()); closed < 0)
        return closed;
    }
  }
  return 0;
}

int Journal::newest(std::string& cursor)
{
  int done = match({});
  if (done >= 0)
    done = sd_journal_seek_tail(journal_.get());
  if (done >= 0)
    done = sd_journal_previous(journal_.get());
  if (done <= 0)
    return done;
  char* text = nullptr;
  done = sd_journal_get_cursor(journal_.get(), &text);
  if (done < 0)
    return done;
  cursor = text;
  free(text);
  return 0;
}

int Journal::seek_behind(const std::string& cursor)
{
  // An entry is known to the journal a moment before it is found by its fields: tail() may have
  // missed the newest, and then it is still to be told.
  passed_ = read_newest_ ? cursor : "";
  return cursor.empty() ? sd_journal_seek_head(journal_.get())
                        : sd_journal_seek_cursor(journal_.get(), cursor.c_str());
}

int Journal::read(JournalLine& line)
{
  std::uint64_t since_epoch = 0;
  int done = sd_journal_get_realtime_usec(journal_.get(), &since_epoch);
  if (done < 0)
    return done;
  JournalEntry entry(scope_, &users_);
  const void* data = nullptr;
  std::size_t size = 0;
  sd_journal_restart_data(journal_.get());
  while ((done = sd_journal_enumerate_available_data(journal_.get(), &data, &size)) > 0)
    entry.add({static_cast<const char*>(data), size});
  line = entry.line();
  line.at = RealTime(std::chrono::microseconds(static_cast<std::int64_t>(since_epoch)));
  return done;
}

int Journal::tail(const std::string& unit, const Tail& wanted, std::vector<JournalLine>& lines)
{
  const char* cursor = wanted.cursor.c_str();
  int done = match({unit});
  if (done >= 0)
    done = wanted.cursor.empty() ? sd_journal_seek_tail(journal_.get())
                                 : sd_journal_seek_cursor(journal_.get(), cursor);
  std::vector<JournalLine> backwards;
  while (done >= 0 && backwards.size() < wanted.count) {
    done = sd_journal_previous(journal_.get());
    if (done <= 0)
      break;
    if (backwards.empty() && !wanted.cursor.empty()
        && sd_journal_test_cursor(journal_.get(), cursor) > 0)
      read_newest_ = true;
    JournalLine line;
    done = read(line);
    if (line.at < wanted.since)
      break;
    if (line.unit == unit && line.invocation_id.starts_with(wanted.session))
      backwards.push_back(std::move(line));
  }
  std::move(backwards.rbegin(), backwards.rend(), std::back_inserter(lines));
  return done;
}

int Journal::next(JournalLine& line)
{
  int done = sd_journal_next(journal_.get());
  if (done > 0 && !passed_.empty()) {
    const bool again = sd_journal_test_cursor(journal_.get(), passed_.c_str()) > 0;
    passed_.clear();
    if (again)
      done = sd_journal_next(journal_.get());
  }
  if (done <= 0)
    return done;
  done = read(line);
  return done < 0 ? done : 1;
}

int Journal::wait(int stop_fd)
{
  pollfd waiting[] = {
      {.fd = sd_journal_get_fd(journal_.get()),
       .events = static_cast<short>(sd_journal_get_events(journal_.get())),
       .revents = 0},
      {.fd = stop_fd, .events = POLLIN, .revents = 0},
  };
  // Some file systems tell of no changes; the library then gives a time to look again.
  std::uint64_t look_again = 0;
  const bool timed =
      sd_journal_get_timeout(journal_.get(), &look_again) > 0 && look_again != std::uint64_t(-1);
  if (poll(waiting, 2, timed ? 250 : -1) < 0)
    return errno == EINTR ? 1 : -errno;
  if (waiting[1].revents != 0)
    return 0;
  const int processed = sd_journal_process(journal_.get());
  return processed < 0 ? processed : 1;
}

int Journal::wait(std::chrono::milliseconds limit)
{
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(limit);
  return sd_journal_wait(journal_.get(), static_cast<std::uint64_t>(microseconds.count()));
}

bool is_own(const JournalLine& line)
{
  return !line.from_systemd;
}

// What the program said itself, or else what systemd said of it; the last `count` of these.
std::vector<JournalLine> telling(std::vector<JournalLine> lines, std::size_t count)
{
  if (std::any_of(lines.begin(), lines.end(), is_own))
    std::erase_if(lines, std::not_fn(is_own));
  if (lines.size() > count)
    lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
  return lines;
}

Status as_status(int done)
{
  if (done < 0)
    return journal_error(done);
  return Nothing{};
}

// Tells the lines that come after the entry `cursor`.
Status follow(Journal& journal, const JournalQuery& query, const std::string& cursor, int stop_fd,
              const std::function<bool(const JournalLine&)>& tell)
{
  const std::unordered_set<std::string> asked(query.units.begin(), query.units.end());
  const bool matched = query.units.size() <= most_matched_units;
  int done = journal.match(matched ? query.units : std::vector<std::string>{});
  if (done >= 0)
    done = journal.seek_behind(cursor);
  while (done >= 0) {
    JournalLine line;
    while ((done = journal.next(line)) > 0)
      if (asked.contains(line.unit) && line.invocation_id.starts_with(query.session) && !tell(line))
        return Nothing{};
    if (done == 0) {
      done = journal.wait(stop_fd);
      if (done == 0)
        return Nothing{};
    }
  }
  return as_status(done);
}

} // namespace

Status read_journal(const JournalQuery& query, int stop_fd,
                    const std::function<bool(const JournalLine&)>& line)
{
  auto journal = Journal::open(query);
  if (!journal)
    return journal.error();
  // All first lines end at the entry that is the newest now; what follows begins behind it.
  std::string cursor;
  int done = journal->newest(cursor);
  const Tail wanted{.count = query.lines_each,
                    .cursor = cursor,
                    .since = query.since.value_or(RealTime{}),
                    .session = query.session};
  std::vector<JournalLine> lines;
  for (const std::string& unit : query.units)
    if (done >= 0)
      done = journal->tail(unit, wanted, lines);
  if (done < 0)
    return as_status(done);
  std::stable_sort(lines.begin(), lines.end(),
                   [](const JournalLine& a, const JournalLine& b) { return a.at < b.at; });
  for (const JournalLine& each : lines)
    if (!line(each))
      return Nothing{};
  return query.follow ? follow(*journal, query, cursor, stop_fd, line) : Status(Nothing{});
}

Result<std::vector<JournalLine>> tail_of_unit(const JournalQuery& query,
                                              std::chrono::milliseconds patience)
{
  auto journal = Journal::open(query);
  if (!journal)
    return journal.error();
  const unsigned lines = query.lines_each;
  const Tail wanted{.count = lines + said_of_a_start, .since = query.since.value_or(RealTime{})};
  const auto end = Clock::now() + patience;
  auto changed = Clock::now();
  std::vector<JournalLine> before;
  while (true) {
    std::vector<JournalLine> now;
    if (const int done = journal->tail(query.units.front(), wanted, now); done < 0)
      return journal_error(done);
    const bool spoke = std::any_of(now.begin(), now.end(), is_own);
    const bool same =
        now.size() == before.size() && !now.empty() && now.back().at == before.back().at;
    if (!same)
      changed = Clock::now();
    if (Clock::now() >= end || (spoke && Clock::now() - changed >= quiet))
      return telling(std::move(now), lines);
    before = std::move(now);
    if (const int waited = journal->wait(quiet); waited < 0)
      return journal_error(waited);
  }
}

} // namespace mcpctl
