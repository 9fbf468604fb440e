// The journal of our servers through sd-journal(3), no journalctl process. A server's lines are
// found by its identifier "mcp@NAME" as well as by unit, since lines of short-lived processes carry
// no unit; in the system scope only where the user who wrote them is the one that the server runs
// as, because identifiers can be forged.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"
#include "systemd/unit_state.hpp"

#include <chrono>
#include <climits>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct JournalLine
{
  RealTime at{};
  std::string unit;    // "mcp@web.service" whatever field told; a session's is "mcp-web.socket"
  std::string message; // raw bytes
  int priority = 6;
  bool from_systemd = false; // the manager speaking of the unit
  std::string invocation_id;
};

// As whom the programs of units run, in the system scope. A unit that is not among them is found by
// what journald and the manager say alone.
using UnitUsers = std::map<std::string, unsigned>;
inline constexpr unsigned any_dynamic_user = UINT_MAX; // of DynamicUser=, whatever its number

struct JournalQuery
{
  Scope scope = Scope::user;
  std::vector<std::string> units;
  UnitUsers users;
  unsigned lines_each = 15;      // the last so many of each unit
  std::optional<RealTime> since; // none older than this
  std::string session;           // only of the invocation whose id begins so; empty: of all
  bool follow = false;
};

// Calls `line` for each, oldest first over all units, until it answers false or, with `follow`,
// until `stop_fd` becomes readable (-1: never). No line is lost or told twice between the first
// ones and those that follow. No permission: exit code 77 and the group to join.
[[nodiscard]] Status read_journal(const JournalQuery& query, int stop_fd,
                                  const std::function<bool(const JournalLine&)>& line);

// The last lines of the query's one unit, which has just failed, since it was started: its own, and
// systemd's only where it said nothing itself. journald writes a moment after the program does:
// waits until the unit's own lines are there and no more come, but no longer than `patience`.
[[nodiscard]] Result<std::vector<JournalLine>>
tail_of_unit(const JournalQuery& query,
             std::chrono::milliseconds patience = std::chrono::seconds(1));

} // namespace mcpctl
