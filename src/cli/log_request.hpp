// The options of logs: as they were written, and what they mean.
#pragma once

#include "cli/context.hpp"
#include "model/date_format.hpp"
#include "observe/line_pattern.hpp"
#include "observe/log_line.hpp"

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct LogOptions
{
  std::vector<std::string> selectors;
  bool follow = false;
  std::optional<std::string> lines; // a number, or "all"
  bool out = false;
  bool err = false;
  std::optional<std::string> since;
  std::optional<std::string> until;
  std::optional<std::string> boot; // "0" where it has no value
  std::optional<std::string> session;
  std::optional<std::string> grep;
  std::optional<std::string> date_format;
  std::optional<std::string> output;
};

inline constexpr std::size_t all_lines = std::numeric_limits<std::size_t>::max();

enum class LogStyle { full, bare, json };

struct LogRequest
{
  LogStyle style = LogStyle::full;
  std::optional<unsigned> lines_each; // of the journal; none: all
  std::size_t file_lines = 15;
  std::optional<RealTime> since;
  std::optional<RealTime> until;
  std::string boot;
  std::string session;
  LogStream stream = LogStream::unknown; // unknown: both, and what is of neither
  std::optional<LinePattern> pattern;
  std::optional<DateFormat> date_format;
  std::string not_of_files; // the option that says nothing about files; empty: none is given
};

// Fails with exit code 2 and what the option takes.
[[nodiscard]] Result<LogRequest> read_log_options(const LogOptions& options, Scope scope,
                                                  bool json);

// Whether what the request asks for includes such a line.
[[nodiscard]] bool is_wanted(const LogRequest& request, LogStream stream, std::string_view message);

} // namespace mcpctl
