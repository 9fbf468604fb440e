#include "cli/log_request.hpp"

#include "model/text.hpp"
#include "systemd/analyze.hpp"
#include "systemd/boots.hpp"

#include <fmt/format.h>

#include <charconv>

namespace mcpctl {

namespace {

constexpr unsigned usual_lines = 15;

Error usage(std::string what, std::string mend)
{
  return {ExitCode::usage, std::move(what), std::move(mend)};
}

Status read_moment(const char* option, const std::optional<std::string>& text,
                   std::optional<RealTime>& moment)
{
  if (!text)
    return Nothing{};
  const Result<RealTime> parsed = parse_moment(*text);
  if (!parsed.ok() && parsed.error().code == ExitCode::usage)
    return usage(fmt::format("{}: \"{}\" is {}", option, harmless(*text), parsed.error().what),
                 fmt::format("{0} \"10min ago\", {0} today, {0} \"2026-02-03 12:04\"", option));
  if (!parsed.ok())
    return parsed.error();
  moment = *parsed;
  return Nothing{};
}

Status read_style(const LogOptions& options, bool json, LogRequest& request)
{
  const std::string name = options.output.value_or(json ? "json" : "short");
  if (name != "short" && name != "cat" && name != "json")
    return usage(fmt::format("no such output: \"{}\"", harmless(name)), "-o short, cat or json");
  if (json && name != "json")
    return usage("--json and -o " + name + " are two different outputs", "leave one of them out");
  request.style = name == "cat" ? LogStyle::bare : name == "json" ? LogStyle::json : LogStyle::full;
  return Nothing{};
}

// What names a part of the log asks for all of it.
Status read_lines(const LogOptions& options, LogRequest& request)
{
  const std::string text = options.lines.value_or("");
  unsigned count = usual_lines;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), count);
  const bool is_number = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size();
  if (options.lines && text != "all" && !is_number)
    return usage(fmt::format("--lines: \"{}\" is no number of lines", harmless(text)),
                 "-n 100, or -n all");
  request.file_lines = text == "all" ? all_lines : count;
  if (text != "all" && (options.lines || request.not_of_files.empty()))
    request.lines_each = count;
  return Nothing{};
}

Status read_times(const LogOptions& options, LogRequest& request)
{
  if (Status read = read_moment("--since", options.since, request.since); !read.ok())
    return read;
  if (Status read = read_moment("--until", options.until, request.until); !read.ok())
    return read;
  if (options.until && options.follow)
    return usage("--until has an end, -f has none", "leave one of them out");
  if (request.since && request.until && *request.since > *request.until)
    return usage("--since is later than --until", "exchange them");
  return Nothing{};
}

Status read_run(const LogOptions& options, Scope scope, LogRequest& request)
{
  const auto& session = options.session;
  if (session
      && (session->empty() || session->find_first_not_of("0123456789abcdef") != session->npos))
    return usage("--session takes the hexadecimal id of a session, as show lists those that run",
                 "mcpctl show NAME");
  request.session = session.value_or("");
  if (!options.boot)
    return Nothing{};
  const Result<std::string> boot = find_boot(scope, *options.boot);
  if (!boot.ok())
    return boot.error();
  request.boot = *boot;
  return Nothing{};
}

Status read_texts(const LogOptions& options, LogRequest& request)
{
  if (options.grep) {
    const Result<LinePattern> pattern = LinePattern::compile(*options.grep);
    if (!pattern.ok())
      return pattern.error();
    request.pattern = *pattern;
  }
  if (options.date_format) {
    const Result<DateFormat> format = DateFormat::parse(*options.date_format);
    if (!format.ok())
      return usage("--date-format: " + format.error().what, format.error().mend);
    request.date_format = *format;
  }
  return Nothing{};
}

std::string first_not_of_files(const LogOptions& options)
{
  if (options.since || options.until)
    return options.since ? "--since" : "--until";
  if (options.boot)
    return "--boot";
  return options.session ? "--session" : "";
}

} // namespace

Result<LogRequest> read_log_options(const LogOptions& options, Scope scope, bool json)
{
  LogRequest request;
  request.not_of_files = first_not_of_files(options);
  for (const Status& read : {read_lines(options, request), read_style(options, json, request),
                             read_times(options, request), read_run(options, scope, request),
                             read_texts(options, request)}) {
    if (!read.ok())
      return read.error();
  }
  if (options.out != options.err)
    request.stream = options.out ? LogStream::out : LogStream::err;
  return request;
}

bool is_wanted(const LogRequest& request, LogStream stream, std::string_view message)
{
  return (request.stream == LogStream::unknown || stream == request.stream)
         && (!request.pattern || request.pattern->found_in(message));
}

} // namespace mcpctl
