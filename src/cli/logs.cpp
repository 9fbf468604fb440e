// logs: the last lines of the servers' journals and log files, and with -f the new ones.

#include "cli/interruption.hpp"
#include "cli/log_request.hpp"
#include "cli/newcomers.hpp"
#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "model/text.hpp"
#include "observe/burst.hpp"
#include "observe/drop_in.hpp"
#include "observe/server_logs.hpp"
#include "report/log_view.hpp"
#include "systemd/boots.hpp"
#include "systemd/journal_access.hpp"
#include "systemd/line_burst.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <memory>
#include <unistd.h>

namespace mcpctl {

namespace {

using Units = std::vector<InstalledUnit>;

std::vector<std::string> selectors_of(const LogOptions& options)
{
  return options.selectors.empty() ? std::vector<std::string>{"all"} : options.selectors;
}

void note(const std::string& what)
{
  std::fflush(stdout);
  fmt::print(stderr, "mcpctl: {}\n", what);
}

bool is_stdio(const InstalledUnit& unit)
{
  return unit.marker.type == ServerType::stdio;
}

LogFormat format_of(const Context& context, const Units& units, const LogRequest& request)
{
  LogFormat format{.style = {.colour = context.colour()}};
  for (const InstalledUnit& unit : units) {
    const std::string name = to_string(unit.marker.id);
    if (units.size() > 1)
      format.label_width = std::max(format.label_width, name.size());
    if (is_stdio(unit))
      format.stderr_alone.insert(name);
    if (const auto limit = directive(unit.files, "MemoryMax"))
      format.memory_limits.emplace(name, *limit);
    const Result<DateFormat> own = DateFormat::parse(unit.marker.log_date_format);
    if (request.date_format)
      format.dates.emplace(name, *request.date_format);
    else if (own.ok())
      format.dates.emplace(name, *own);
  }
  return format;
}

JournalQuery journal_query(const Context& context, const Units& units, const LogOptions& options,
                           const LogRequest& request)
{
  JournalQuery query = journal_of(context.scope, units);
  query.lines_each = request.lines_each;
  query.since = request.since;
  query.until = request.until;
  query.boot = request.boot;
  query.session = request.session;
  query.follow = options.follow;
  if (request.stream != LogStream::unknown || request.pattern)
    query.wanted = [&request](const JournalLine& line) {
      return is_wanted(request, line.stream, line.message);
    };
  return query;
}

// Files that hold nothing of the one stream that is asked for are left out.
std::vector<ServerFile> files_of(const Units& units, LogStream stream)
{
  std::vector<ServerFile> files;
  for (const InstalledUnit& unit : units) {
    for (const LogFile& file : log_files(unit)) {
      const bool holds = stream == LogStream::out ? file.out : stream != LogStream::err || file.err;
      if (holds)
        files.push_back({.id = unit.marker.id, .unit = unit.unit, .file = file});
    }
  }
  return files;
}

// What of a file's lines cannot be told, once.
void explain_files(const std::vector<ServerFile>& files, const LogRequest& request)
{
  if (files.empty())
    return;
  const auto holds_both = [](const ServerFile& file) { return file.file.out && file.file.err; };
  const auto mixed = std::find_if(files.begin(), files.end(), holds_both);
  const std::string name =
      files.size() == 1 ? harmless(files[0].file.path) : fmt::format("{} files", files.size());
  const std::string count =
      request.file_lines == all_lines ? "all" : fmt::format("the last {}", request.file_lines);
  if (!request.not_of_files.empty())
    note(fmt::format("{} says nothing of the lines of {}, which have no time: {} of each",
                     request.not_of_files, name, count));
  else if (request.style == LogStyle::full)
    note(fmt::format("the lines of {} have no time", name));
  if (request.stream != LogStream::unknown && mixed != files.end())
    note(fmt::format("{} holds both streams, and is shown whole", harmless(mixed->file.path)));
}

// Prints lines, and knows whether anybody reads them.
class Printer
{
public:
  Printer(const Context& context, const Units& units, const LogRequest& request)
      : format_(format_of(context, units, request)), style_(request.style),
        terminal_(context.environment.out_is_terminal)
  {
    std::setvbuf(stdout, nullptr, _IOFBF, 1U << 16);
  }

  bool print(const LogLine& line)
  {
    any_ = true;
    burst_.add(line.at);
    tells_of_loss_ = tells_of_loss_ || line.dropped;
    if (line.at != RealTime{}) {
      first_ = first_ == RealTime{} ? line.at : first_;
      last_ = line.at;
    }
    const std::string text = formatted(line);
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() || fail();
  }
  bool flush() { return std::fflush(stdout) == 0 || fail(); }
  void take(LogFormat format) { format_ = std::move(format); }

  [[nodiscard]] bool any() const { return any_; }
  // Whether journald may have dropped lines of this user's without a line here that says so.
  [[nodiscard]] bool may_lack_lines(unsigned uid) const
  {
    return !tells_of_loss_ && last_ != RealTime{}
           && (burst_.seen() || is_flood(uid, last_) || is_flood(uid, first_));
  }
  // A reader who goes away is no failure; a full disk is.
  [[nodiscard]] Status outcome() const
  {
    if (error_ == 0 || error_ == EPIPE)
      return Nothing{};
    return Error{.what = fmt::format("standard output: {}", std::strerror(error_)), .mend = ""};
  }

private:
  [[nodiscard]] std::string formatted(const LogLine& line) const
  {
    if (style_ == LogStyle::json)
      return format_json_line(line);
    if (style_ == LogStyle::bare)
      return format_bare_line(line, terminal_);
    return format_log_line(line, format_, now());
  }
  bool fail()
  {
    error_ = error_ == 0 ? errno : error_;
    return false;
  }

  LogFormat format_;
  LogStyle style_;
  bool terminal_;
  bool any_ = false;
  int error_ = 0;
  Burst burst_;
  bool tells_of_loss_ = false;
  RealTime first_{}; // of the lines that have a time
  RealTime last_{};
};

// journald's word on what it dropped may lie outside of what is shown, and only those who can read
// the system's journal see it.
void tell_of_unseen_loss(const Context& context, const Printer& printer)
{
  const unsigned uid = context.environment.uid;
  if (context.scope == Scope::user && stated_line_limit(uid).value_or(0) <= least_line_limit
      && printer.may_lack_lines(uid)) {
    note(fmt::format("more than {} lines in 30 s: journald may have dropped some of all your "
                     "services'\n  what lifts the limit: mcpctl startup",
                     least_line_limit));
  }
}

Status read_and_print(const LogSources& sources, Printer& printer)
{
  const LogOutput output = {.line = [&](const LogLine& line) { return printer.print(line); },
                            .flush = [&] { return printer.flush(); },
                            .note = [](const std::string& what) { note(harmless(what)); },
                            .stop_fd = interrupt_fd,
                            .reader_fd = STDOUT_FILENO};
  const Status read = read_logs(sources, output);
  (void)printer.flush();
  return read.ok() ? printer.outcome() : read;
}

Result<ExitCode> print_logs(const Context& context, const LogOptions& options, const Units& units,
                            const LogRequest& request)
{
  if (request.stream == LogStream::out && std::all_of(units.begin(), units.end(), is_stdio)) {
    note("standard output of a stdio server is its protocol, which no log has");
    return ExitCode::done;
  }
  LogSources sources = {.journal = journal_query(context, units, options, request),
                        .files = files_of(units, request.stream),
                        .file_lines = request.file_lines};
  sources.journal_needed = std::any_of(units.begin(), units.end(), writes_to_journal);
  sources.wanted = [&request](const LogLine& line) {
    return is_wanted(request, line.stream == LogStream::unknown ? request.stream : line.stream,
                     line.message);
  };
  explain_files(sources.files, request);
  std::signal(SIGPIPE, SIG_IGN);
  Printer printer(context, units, request);
  Newcomers newcomers(context, selectors_of(options), units);
  sources.added = [&]() -> NewSources {
    const Units come = newcomers.look();
    if (come.empty())
      return {};
    printer.take(format_of(context, newcomers.units(), request));
    const JournalQuery query = journal_of(context.scope, come);
    return {.units = query.units, .users = query.users, .files = files_of(come, request.stream)};
  };
  if (const Status read = read_and_print(sources, printer); !read.ok())
    return read.error();
  tell_of_unseen_loss(context, printer);
  const bool in_vain = !printer.any() && !options.follow && request.file_lines != 0U;
  if (options.session && in_vain) {
    return Error{ExitCode::no_such_server,
                 "the journal has no session " + request.session
                     + " of these servers; show lists those that run",
                 "mcpctl show NAME"};
  }
  if (in_vain && !context.options.quiet)
    note("no lines");
  return ExitCode::done;
}

Result<ExitCode> logs(const Context& context, const LogOptions& options)
{
  const Result<Units> units =
      units_chosen(context, default_folders(context), selectors_of(options));
  if (!units.ok())
    return units.error();
  const Result<LogRequest> request = read_log_options(options, context.scope, context.options.json);
  if (!request.ok())
    return request.error();
  return print_logs(context, options, *units, *request);
}

} // namespace

Run declare_logs(Options& options)
{
  auto wanted = std::make_shared<LogOptions>();
  options.arguments("SELECTOR", wanted->selectors, "only these; all without one", false);
  options.flag("-f,--follow", wanted->follow, "go on with new lines until interrupted");
  options.value("-n,--lines", "LINES", wanted->lines,
                "the last so many lines of each server (15), or all");
  options.flag("--err", wanted->err, "only what they wrote to standard error");
  options.flag("--out", wanted->out, "only what they wrote to standard output");
  options.value("--since", "T", wanted->since, "all lines from then on: \"10min ago\", today");
  options.value("--until", "T", wanted->until, "all lines up to then");
  options.value("-g,--grep", "RE", wanted->grep, "only lines in which this is found");
  options.flag_with_value("-b,--boot",
                          {.placeholder = "BOOT", .usual = "0", .is_value = is_boot_name},
                          wanted->boot, "all lines of this boot; -b -1: of the one before");
  options.value("--session", "ID", wanted->session,
                "only this session of a stdio server, as show names it");
  options.value("--date-format", "F", wanted->date_format,
                "how to write times: \"%F %T\", \"YYYY-MM-DD HH:mm:ss\"");
  options.value("-o,--output", "FORM", wanted->output, "short, cat (the message alone) or json");
  return [wanted](Context& context) { return logs(context, *wanted); };
}

} // namespace mcpctl
