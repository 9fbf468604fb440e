// A line of a server's journal, ready to be shown.
#pragma once

#include "model/real_time.hpp"
#include "model/scope.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct InstalledUnit;
struct JournalLine;
struct JournalQuery;

struct LogLine
{
  RealTime at{};
  std::string server;  // "web:2"; a unit that is no server's keeps its own name
  std::string message; // raw bytes
  int priority = 6;    // syslog(3)'s
  bool from_systemd = false;
};

[[nodiscard]] LogLine log_line_of(const JournalLine& line);

// What reads the journal of these units.
[[nodiscard]] JournalQuery journal_of(Scope scope, const std::vector<InstalledUnit>& units);

} // namespace mcpctl
