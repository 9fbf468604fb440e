#include "systemd/journal_reader.hpp"

#include "systemd/journal_match.hpp"

#include <cerrno>
#include <cstdlib>
#include <systemd/sd-journal.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace mcpctl {

namespace {

constexpr std::size_t most_matched_units = 8;

std::uint64_t usec_of(RealTime at)
{
  return static_cast<std::uint64_t>(at.time_since_epoch().count());
}

} // namespace

JournalReader::JournalReader(OpenJournal journal, const JournalQuery& query)
    : journal_(std::move(journal)), scope_(query.scope),
      users_(std::make_unique<UnitUsers>(query.users)), boot_(query.boot)
{
}

Result<JournalReader> JournalReader::open(const JournalQuery& query)
{
  auto journal = open_journal(query.scope);
  if (!journal)
    return journal.error();
  JournalReader reader(std::move(*journal), query);
  // What is shown of a line, and some to know that there was more, besides the field's name.
  sd_journal* const opened = reader.journal_.get();
  if (const int set = sd_journal_set_data_threshold(opened, longest_line + 64); set < 0)
    return journal_error(set);
  if (query.follow && sd_journal_get_fd(opened) < 0) {
    return Error{.what = "changes of the journal cannot be watched",
                 .mend = "sudo sysctl fs.inotify.max_user_instances=1024 if many programs use "
                         "inotify(7)"};
  }
  return reader;
}

int JournalReader::match_any(const FieldMatches& matches)
{
  int done = match_fields(journal_.get(), matches);
  if (done < 0 || boot_.empty())
    return done;
  const std::string field = "_BOOT_ID=" + boot_;
  done = sd_journal_add_conjunction(journal_.get());
  return done < 0 ? done : sd_journal_add_match(journal_.get(), field.data(), field.size());
}

int JournalReader::match(const std::string& unit)
{
  return match_any(journal_matches(scope_, unit, getuid(), *users_));
}

int JournalReader::match_all_of(const std::vector<std::string>& units)
{
  if (units.size() > most_matched_units)
    return match_any(scope_ == Scope::user ? matches_of_user(getuid()) : FieldMatches());
  FieldMatches matches = scope_ == Scope::user ? dropped_matches(getuid()) : FieldMatches();
  for (const std::string& unit : units) {
    for (JournalMatch& match : journal_matches(scope_, unit, getuid(), *users_))
      matches.push_back(std::move(match));
  }
  return match_any(matches);
}

int JournalReader::match_dropped()
{
  return match_any(dropped_matches(getuid()));
}

int JournalReader::match_everything()
{
  return match_fields(journal_.get(), {});
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

void JournalReader::wait(std::chrono::milliseconds limit)
{
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(limit);
  // Many programs at once may have used up what can be woken (inotify(7), max_user_instances).
  if (sd_journal_wait(journal_.get(), static_cast<std::uint64_t>(microseconds.count())) < 0)
    std::this_thread::sleep_for(limit);
}

} // namespace mcpctl
