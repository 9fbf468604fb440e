// A line of a server's log, ready to be shown.
#pragma once

#include "model/log_text.hpp"
#include "model/name.hpp"
#include "model/real_time.hpp"
#include "model/scope.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct InstalledUnit;
struct JournalLine;
struct JournalQuery;

struct LogLine
{
  RealTime at{};       // zero: not known, as of the lines of a file
  std::string server;  // "web:2"; a unit that is no server's keeps its own name
  std::string message; // raw bytes
  int priority = 6;    // syslog(3)'s
  bool from_systemd = false;
  LogStream stream = LogStream::unknown;
  std::uint64_t dropped = 0;    // this many messages journald did not keep, and says so
  std::optional<InstanceId> id; // whose it is; none: of all of the user's services
  std::string unit;
  std::string file; // that it was read from; empty: the journal
  int pid = 0;
  std::string invocation_id;
};

[[nodiscard]] LogLine log_line_of(const JournalLine& line);

// What reads the journal of these units.
[[nodiscard]] JournalQuery journal_of(Scope scope, const std::vector<InstalledUnit>& units);

} // namespace mcpctl
