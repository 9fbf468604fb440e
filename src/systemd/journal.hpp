// The journal of our servers through sd-journal(3), no journalctl process. A server's lines are
// found by its identifier "mcp@NAME" as well as by unit, since lines of short-lived processes of a
// user manager carry no unit; in the system scope only by unit, because identifiers can be forged.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"
#include "systemd/unit_state.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mcpctl {

struct JournalLine
{
  RealTime at{};
  std::string unit;    // "mcp@web.service" whatever field told
  std::string message; // raw bytes
  int priority = 6;
  bool from_systemd = false; // the manager speaking of the unit
  std::string invocation_id;
};

struct JournalQuery
{
  Scope scope = Scope::user;
  std::vector<std::string> units;
  unsigned lines_each = 15; // the last so many of each unit
  bool follow = false;
  std::string invocation_id; // only of this run; empty: any
};

// Calls `line` for each, oldest first over all units, until it answers false or, with `follow`,
// until `stop_fd` becomes readable (-1: never). No permission: exit code 77 and the group to join.
[[nodiscard]] Status read_journal(const JournalQuery& query, int stop_fd,
                                  const std::function<bool(const JournalLine&)>& line);

} // namespace mcpctl
