// The journal of our servers through sd-journal(3), no journalctl process. A server's lines are
// found by its identifier "mcp@NAME" as well as by unit, since lines of short-lived processes carry
// no unit; in the system scope only where the user who wrote them is the one that the server runs
// as, because identifiers can be forged.
#pragma once

#include "model/log_text.hpp"
#include "model/result.hpp"
#include "model/scope.hpp"
#include "systemd/unit_state.hpp"

#include <chrono>
#include <climits>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct JournalLine
{
  RealTime at{};
  std::string unit;    // "mcp@web.service" whatever field told; a session's is "mcp-web.socket"
  std::string message; // raw bytes, at most longest_line of them
  int priority = 6;
  bool from_systemd = false; // the manager or journald speaking of the unit
  LogStream stream = LogStream::unknown;
  std::uint64_t dropped = 0; // of the unit's messages by journald's limit; of a user's service, of
                             // all his services, and the unit is "user@UID.service"
  int pid = 0;               // of who wrote it; 0: not told
  std::string invocation_id;
};

using JournalSink = std::function<bool(const JournalLine&)>; // false: no more

// As whom the programs of units run, in the system scope. A unit that is not among them is found by
// what journald and the manager say alone.
using UnitUsers = std::map<std::string, unsigned>;
inline constexpr unsigned any_dynamic_user = UINT_MAX; // of DynamicUser=, whatever its number

struct JournalQuery
{
  Scope scope = Scope::user;
  std::vector<std::string> units;
  UnitUsers users;
  std::optional<unsigned> lines_each = 15; // the last so many of each unit; none: all
  std::optional<RealTime> since;           // none older than this
  std::optional<RealTime> until;           // none newer; not with `follow`
  std::string boot;    // only of the boot with this id, 32 hexadecimal digits; empty: of all
  std::string session; // only of the invocation whose id begins so; empty: of all
  JournalSink wanted;  // whether a line counts; what was dropped is always told. Empty: all do
  bool follow = false;
};

// An open journal, for who has to wait for other things too.
class LogJournal
{
public:
  // No permission: exit code 77 and the group to join.
  [[nodiscard]] static Result<LogJournal> open(JournalQuery query);
  LogJournal(LogJournal&&) noexcept;
  LogJournal& operator=(LogJournal&&) noexcept;
  ~LogJournal();

  // Tells the lines that there are, oldest first over all units: with `lines_each` once all of them
  // are found, without as they are read, in little memory. False once the sink wants no more.
  [[nodiscard]] Result<bool> first(const JournalSink& sink);
  // Tells what has come since. No line is lost or told twice between the first ones and these.
  [[nodiscard]] Result<bool> news(const JournalSink& sink);
  // From now on lines of these units too, beginning behind the last one that was told.
  [[nodiscard]] Status add(const std::vector<std::string>& units, const UnitUsers& users);

  // To be polled for events(), then changed() and news(). Where the file system tells of no
  // changes, often() says to look without being told.
  [[nodiscard]] int fd() const;
  [[nodiscard]] short events() const;
  [[nodiscard]] bool often() const;
  [[nodiscard]] Status changed();

private:
  struct State;
  explicit LogJournal(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Calls `line` for each, oldest first over all units, until it answers false or, with `follow`,
// until `stop_fd` becomes readable (-1: never).
[[nodiscard]] Status read_journal(const JournalQuery& query, int stop_fd, const JournalSink& line);

// The last lines of the query's one unit, which has just failed, since it was started: its own, and
// systemd's only where it said nothing itself. journald writes a moment after the program does:
// waits until the unit's own lines are there and no more come, but no longer than `patience`.
[[nodiscard]] Result<std::vector<JournalLine>>
tail_of_unit(const JournalQuery& query,
             std::chrono::milliseconds patience = std::chrono::seconds(1));

} // namespace mcpctl
