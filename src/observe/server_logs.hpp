// The logs of servers, wherever they are: lines from the journal and from the files that servers
// write to, what there is and what comes.
#pragma once

#include "observe/log_files.hpp"
#include "observe/log_line.hpp"
#include "systemd/journal.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace mcpctl {

// A file that a server writes to.
struct ServerFile
{
  InstanceId id;
  std::string unit;
  LogFile file;
};

// Where lines of servers are that have come since.
struct NewSources
{
  std::vector<std::string> units;
  UnitUsers users;
  std::vector<ServerFile> files;
};

struct LogSources
{
  JournalQuery journal;
  bool journal_needed = true; // or what can be had without it is enough
  std::vector<ServerFile> files;
  std::size_t file_lines = 15;                // the last so many of each
  std::function<bool(const LogLine&)> wanted; // whether a line of a file counts
  std::function<NewSources()> added; // asked each second while lines are waited for; empty: never
};

// What is done with the lines.
struct LogOutput
{
  std::function<bool(const LogLine&)> line;     // false: no more
  std::function<bool()> flush;                  // after several; false: no more
  std::function<void(const std::string&)> note; // of something the reader has to know
  std::function<int()> stop_fd;                 // asked once, before lines are waited for; -1: none
  int reader_fd = -1; // who reads is gone when this has an error; -1: not looked at
};

// First the lines that there are: those of the journal, oldest first, then those of each file.
// Then, if the query follows, new ones as they come, until the stop or until nobody reads any more.
// A file that cannot be read is noted and passed over; the error at the end then only tells what
// mends it.
[[nodiscard]] Status read_logs(const LogSources& sources, const LogOutput& output);

} // namespace mcpctl
