// Where a server's output goes, and what happens to the files that it goes to.
#pragma once

#include "model/name.hpp"
#include "model/span.hpp"

#include <optional>
#include <string>

namespace mcpctl {

// One of a program's two streams.
struct LogTarget
{
  enum class Kind { journal, null, file };
  Kind kind = Kind::journal;
  std::string path; // of a file: absolute; instances have one each, see path_for()
  bool operator==(const LogTarget&) const = default;
};

// When log files are rotated, and what stays of them. Absent: never for that reason.
struct LogRotation
{
  std::optional<std::uint64_t> size; // bytes
  std::string on_calendar;           // a calendar event (systemd.time(7)); empty: none
  std::optional<TimeSpan> max_age;   // older files are deleted
  unsigned keep = 0;                 // files besides the one that is written
  bool compress = false;
};

struct Logs
{
  LogTarget out;
  LogTarget err;
  std::string level_max;               // of the journal, syslog(3)'s word; empty: all levels
  std::optional<LogRotation> rotation; // only with a file
};

// Where the streams go once `level_max` has its say: in the journal standard output has the level
// info, standard error warning.
[[nodiscard]] LogTarget out_target(const Logs& logs);
[[nodiscard]] LogTarget err_target(const Logs& logs);

// A log file and whose it is.
struct LogPlace
{
  std::string path;
  std::string user; // empty: the caller's, in the system scope root's
  std::string group;
};

// The log file of one instance: "web-2.log" of web:2 where the configuration says "web.log".
[[nodiscard]] std::string path_for(const InstanceId& id, const std::string& path);

} // namespace mcpctl
