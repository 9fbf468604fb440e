#include "systemd/open_journal.hpp"

#include "systemd/journal_access.hpp"
#include "systemd/user_name.hpp"

#include <cstring>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace mcpctl {

void CloseJournal::operator()(sd_journal* journal) const
{
  sd_journal_close(journal);
}

Error journal_error(int number)
{
  return {ExitCode::failed, std::string("the journal cannot be read: ") + std::strerror(-number),
          "see what is wrong with it: journalctl --verify"};
}

Result<OpenJournal> open_journal(Scope scope)
{
  const unsigned uid = ::getuid();
  if (auto access = judge_journal_access(scope, uid, user_name(uid), look_for_journal()); !access)
    return access.error();
  sd_journal* opened = nullptr;
  if (const int failure = sd_journal_open(&opened, SD_JOURNAL_LOCAL_ONLY); failure < 0)
    return journal_error(failure);
  return OpenJournal(opened);
}

int match_fields(sd_journal* journal, const FieldMatches& matches)
{
  sd_journal_flush_matches(journal);
  for (const std::vector<std::string>& fields : matches) {
    for (const std::string& field : fields)
      if (const int added = sd_journal_add_match(journal, field.data(), field.size()); added < 0)
        return added;
    if (const int closed = sd_journal_add_disjunction(journal); closed < 0)
      return closed;
  }
  return 0;
}

RealTime read_fields(sd_journal* journal, const std::function<void(std::string_view data)>& field)
{
  const void* data = nullptr;
  std::size_t size = 0;
  sd_journal_restart_data(journal);
  while (sd_journal_enumerate_available_data(journal, &data, &size) > 0)
    field({static_cast<const char*>(data), size});
  std::uint64_t since_epoch = 0;
  if (sd_journal_get_realtime_usec(journal, &since_epoch) < 0)
    return {};
  return RealTime(std::chrono::microseconds(static_cast<std::int64_t>(since_epoch)));
}

} // namespace mcpctl
