// Lines of servers' journals as `mcpctl logs` prints them.
#pragma once

#include "observe/log_line.hpp"
#include "report/style.hpp"

#include <cstddef>
#include <string>

namespace mcpctl {

struct LogFormat
{
  Style style;
  std::size_t label_width = 0; // of the longest server name, where several are shown; 0: no names
  std::size_t indent = 0;
};

// "12:04:07 web:1 | listening", ending in a newline; the date stands before the time when it is not
// today's. A message of several lines keeps them, below each other. Colour sequences are dropped,
// other control characters made visible; tabs become blanks. What systemd says is dimmed, but not
// that it suppressed messages; errors are red; each server has a colour of its own.
[[nodiscard]] std::string format_log_line(const LogLine& line, const LogFormat& format,
                                          RealTime now);

} // namespace mcpctl
