#include "observe/log_line.hpp"

#include "model/name.hpp"
#include "systemd/journal.hpp"

namespace mcpctl {

LogLine log_line_of(const JournalLine& line)
{
  const std::optional<InstanceId> id = instance_of_unit(line.unit);
  return {.at = line.at,
          .server = id ? to_string(*id) : line.unit,
          .message = line.message,
          .priority = line.priority,
          .from_systemd = line.from_systemd};
}

} // namespace mcpctl
