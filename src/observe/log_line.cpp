#include "observe/log_line.hpp"

#include "model/name.hpp"
#include "observe/drop_in.hpp"
#include "store/store.hpp"
#include "systemd/journal.hpp"
#include "systemd/user_name.hpp"

#include <fmt/format.h>

namespace mcpctl {

LogLine log_line_of(const JournalLine& line)
{
  const std::optional<InstanceId> id = instance_of_unit(line.unit);
  LogLine shown = {.at = line.at,
                   .server = id ? to_string(*id) : line.unit,
                   .message = line.message,
                   .priority = line.priority,
                   .from_systemd = line.from_systemd,
                   .stream = line.stream,
                   .dropped = line.dropped,
                   .id = id,
                   .unit = line.unit,
                   .pid = line.pid,
                   .invocation_id = line.invocation_id};
  if (line.dropped > 0 && !id) {
    shown.server.clear();
    shown.message =
        fmt::format("journald dropped {} messages of all your services together", line.dropped);
  }
  return shown;
}

JournalQuery journal_of(Scope scope, const std::vector<InstalledUnit>& units)
{
  JournalQuery query{.scope = scope};
  for (const InstalledUnit& unit : units) {
    query.units.push_back(unit.unit);
    if (scope == Scope::user || is_socket(unit.unit))
      continue;
    const auto user = directive(unit.files, "User");
    const auto uid = directive(unit.files, "DynamicUser") == "yes" ? any_dynamic_user
                     : user                                        ? user_id(*user)
                                                                   : std::optional(0U);
    if (uid)
      query.users.emplace(unit.unit, *uid);
  }
  return query;
}

} // namespace mcpctl
