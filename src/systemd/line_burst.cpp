#include "systemd/line_burst.hpp"

#include "systemd/open_journal.hpp"

#include <chrono>
#include <string>
#include <systemd/sd-journal.h>

namespace mcpctl {

bool is_flood(unsigned uid, RealTime at)
{
  const auto opened = open_journal(Scope::user);
  if (!opened)
    return false;
  sd_journal* const journal = opened->get();
  const auto begin = at - std::chrono::seconds(30);
  const auto usec =
      std::chrono::duration_cast<std::chrono::microseconds>(begin.time_since_epoch()).count();
  if (match_fields(journal, {{"_UID=" + std::to_string(uid)}}) < 0
      || sd_journal_seek_realtime_usec(journal, static_cast<std::uint64_t>(usec)) < 0)
    return false;
  const int passed = sd_journal_next_skip(journal, least_line_limit + 1);
  std::uint64_t last = 0;
  return passed == static_cast<int>(least_line_limit) + 1
         && sd_journal_get_realtime_usec(journal, &last) >= 0
         && RealTime(std::chrono::microseconds(static_cast<std::int64_t>(last))) <= at;
}

} // namespace mcpctl
