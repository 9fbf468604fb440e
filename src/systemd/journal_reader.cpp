#include "systemd/journal_reader.hpp"

#include "systemd/journal_access.hpp"
#include "systemd/journal_match.hpp"
#include "systemd/user_name.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::size_t most_matched_units = 8;

std::uint64_t usec_of(RealTime at)
{
  return static_cast<std::uint64_t>(at.time_since_epoch().count());
}

} // namespace

Error journal_failure(int number)
{
  return {ExitCode::failed, std::string("the journal cannot be read: ") + std::strerror(-number),
          "see what is wrong with it: journalctl --verify"};
}

void JournalReader::Close::operator()(sd_journal* journal) const
{
  sd_journal_close(journal);
}

JournalReader::JournalReader(sd_journal* journal, const JournalQuery& query)
    : journal_(journal), scope_(query.scope), users_(std::make_unique<UnitUsers>(query.users)),
      boot_(query.boot)
{
}

Result<JournalReader> JournalReader::open(const JournalQuery& query)
{
  const unsigned uid = getuid();
  if (auto access = judge_journal_access(query.scope, uid, user_name(uid), look_for_journal());
      !access)
    return access.error();
  sd_journal* journal = nullptr;
  if (const int opened = sd_journal_open(&journal, SD_JOURNAL_LOCAL_ONLY); opened < 0)
    return journal_failure(opened);
  JournalReader reader(journal, query);
  // What is shown of a line, and one byte to know that there was more, besides the field's name.
  if (const int set = sd_journal_set_data_threshold(journal, longest_line + 64); set < 0)
    return journal_failure(set);
  if (const int watched = sd_journal_get_fd(journal); watched < 0)
    return journal_failure(watched);
  return reader;
}

int JournalReader::add_matches(const std::vector<std::vector<std::string>>& matches)
{
  for (const std::vector<std::string>& match : matches) {
    for (const std::string& field : match)
      if (const int added = sd_journal_add_match(journal_.get(), field.data(), field.size());
          added < 0)
        return added;
    if (const int closed = sd_journal_add_disjunction(journal_.get()); closed < 0)
      return closed;
  }
  return 0;
}

int JournalReader::match_boot()
{
  if (boot_.empty())
    return 0;
  const std::string field = "_BOOT_ID=" + boot_;
  const int closed = sd_journal_add_conjunction(journal_.get());
  return closed < 0 ? closed : sd_journal_add_match(journal_.get(), field.data(), field.size());
}

int JournalReader::match(const std::string& unit)
{
  sd_journal_flush_matches(journal_.get());
  const int done = add_matches(journal_matches(scope_, unit, getuid(), *users_));
  return done < 0 ? done : match_boot();
}

int JournalReader::match_all_of(const std::vector<std::string>& units)
{
  sd_journal_flush_matches(journal_.get());
  int done = 0;
  if (units.size() > most_matched_units) {
    if (scope_ == Scope::user)
      done = add_matches(matches_of_user(getuid()));
  } else {
    for (const std::string& unit : units)
      if (done >= 0)
        done = add_matches(journal_matches(scope_, unit, getuid(), *users_));
    if (done >= 0 && scope_ == Scope::user)
      done = add_matches(dropped_matches(getuid()));
  }
  return done < 0 ? done : match_boot();
}

int JournalReader::match_dropped()
{
  sd_journal_flush_matches(journal_.get());
  const int done = add_matches(dropped_matches(getuid()));
  return done < 0 ? done : match_boot();
}

int JournalReader::match_everything()
{
  sd_journal_flush_matches(journal_.get());
  return 0;
}

int JournalReader::seek_head()
{
  return sd_journal_seek_head(journal_.get());
}

int JournalReader::seek_tail()
{
  return sd_journal_seek_tail(journal_.get());
}

int JournalReader::seek_time(RealTime at)
{
  return sd_journal_seek_realtime_usec(journal_.get(), usec_of(at));
}

int JournalReader::seek_cursor(const std::string& cursor)
{
  return sd_journal_seek_cursor(journal_.get(), cursor.c_str());
}

int JournalReader::next()
{
  return sd_journal_next(journal_.get());
}

int JournalReader::previous()
{
  return sd_journal_previous(journal_.get());
}

bool JournalReader::is_at(const std::string& cursor) const
{
  return sd_journal_test_cursor(journal_.get(), cursor.c_str()) > 0;
}

int JournalReader::newest(std::string& cursor)
{
  int done = match_everything();
  if (done >= 0)
    done = seek_tail();
  if (done >= 0)
    done = previous();
  if (done <= 0)
    return done;
  char* text = nullptr;
  done = sd_journal_get_cursor(journal_.get(), &text);
  if (done < 0)
    return done;
  cursor = text;
  std::free(text);
  return 0;
}

int JournalReader::read(JournalLine& line)
{
  std::uint64_t since_epoch = 0;
  if (const int got = sd_journal_get_realtime_usec(journal_.get(), &since_epoch); got < 0)
    return got;
  JournalEntry entry(scope_, users_.get());
  const void* data = nullptr;
  std::size_t size = 0;
  sd_journal_restart_data(journal_.get());
  int done = 0;
  while ((done = sd_journal_enumerate_available_data(journal_.get(), &data, &size)) > 0)
    entry.add({static_cast<const char*>(data), size});
  line = entry.line();
  line.at = RealTime(std::chrono::microseconds(static_cast<std::int64_t>(since_epoch)));
  // A damaged field ends the entry, but not the journal.
  return done == -EBADMSG ? 0 : done;
}

int JournalReader::fd() const
{
  return sd_journal_get_fd(journal_.get());
}

short JournalReader::events() const
{
  return static_cast<short>(sd_journal_get_events(journal_.get()));
}

bool JournalReader::often() const
{
  // Some file systems tell of no changes; the library then gives a time to look again.
  std::uint64_t look_again = 0;
  return sd_journal_get_timeout(journal_.get(), &look_again) > 0 && look_again != std::uint64_t(-1);
}

int JournalReader::process()
{
  return sd_journal_process(journal_.get());
}

int JournalReader::wait(std::chrono::milliseconds limit)
{
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(limit);
  return sd_journal_wait(journal_.get(), static_cast<std::uint64_t>(microseconds.count()));
}

} // namespace mcpctl
