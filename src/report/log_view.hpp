// Lines of servers' logs as `mcpctl logs` prints them.
#pragma once

#include "model/date_format.hpp"
#include "observe/log_line.hpp"
#include "report/style.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>

namespace mcpctl {

struct LogFormat
{
  Style style;
  std::size_t label_width = 0; // of the longest server name, where several are shown; 0: no names
  std::size_t indent = 0;
  std::map<std::string, DateFormat> dates; // of servers' times; the clock where there is none
  std::set<std::string> stderr_alone;      // servers whose standard output is no log
  std::map<std::string, std::string> memory_limits; // of servers that have one: "200M"
};

// "12:04:07 web:1 | listening", ending in a newline; the date stands before the time when it is not
// today's, and a line of a file has no time. A message of several lines keeps them, below each
// other. Colour sequences are dropped, other control characters made visible; tabs become blanks.
// Where systemd says that a server ran out of memory the limit is added, which it does not tell.
// What systemd says is dimmed, but not that messages were dropped; errors are red, and so is the
// time of what came from standard error, or the line where it has none; each server has a colour of
// its own.
[[nodiscard]] std::string format_log_line(const LogLine& line, const LogFormat& format,
                                          RealTime now);

// The colour of its text there.
[[nodiscard]] Paint paint_of_message(const LogLine& line, const LogFormat& format);

// The message alone, ending in a newline: its bytes, or for a terminal their harmless form.
[[nodiscard]] std::string format_bare_line(const LogLine& line, bool for_terminal);

// The line as a JSON object, ending in a newline. Bytes that are no UTF-8 become U+FFFD. Nothing in
// it steers a terminal.
[[nodiscard]] std::string format_json_line(const LogLine& line);

} // namespace mcpctl
