// logs: the last lines of the servers' journals, and with -f the new ones.

#include "cli/interruption.hpp"
#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "cli/verbs.hpp"
#include "observe/log_line.hpp"
#include "report/log_view.hpp"
#include "systemd/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

namespace mcpctl {

namespace {

struct Request
{
  std::vector<std::string> selectors;
  bool follow = false;
  unsigned lines = 15;
  std::optional<std::string> session;
};

LogFormat format_of(const Context& context, const std::vector<InstalledUnit>& units)
{
  LogFormat format{.style = {.colour = context.colour()}};
  if (units.size() > 1) {
    for (const InstalledUnit& unit : units)
      format.label_width = std::max(format.label_width, to_string(unit.marker.id).size());
  }
  return format;
}

Status check_session(const std::optional<std::string>& session)
{
  if (session
      && (session->empty() || session->find_first_not_of("0123456789abcdef") != std::string::npos))
    return Error{ExitCode::usage, "--session takes the hexadecimal id of a session",
                 "mcpctl show NAME lists the sessions that run"};
  return Nothing{};
}

Result<ExitCode> logs(const Context& context, const Request& request)
{
  const Result<Installed> installed = installed_in_scope(context, default_folders(context));
  if (!installed.ok())
    return installed.error();
  const std::vector<std::string> everything = {"all"};
  const Result<std::vector<InstalledUnit>> units =
      units_named(request.selectors.empty() ? everything : request.selectors, *installed);
  if (!units.ok())
    return units.error();
  if (const Status valid = check_session(request.session); !valid.ok())
    return valid.error();
  JournalQuery query = journal_of(context.scope, *units);
  query.lines_each = request.lines;
  query.follow = request.follow;
  query.session = request.session.value_or("");
  const LogFormat format = format_of(context, *units);
  bool any = false;
  const Status read =
      read_journal(query, request.follow ? interrupt_fd() : -1, [&](const JournalLine& line) {
        any = true;
        fmt::print("{}", format_log_line(log_line_of(line), format, now()));
        return !request.follow || (std::fflush(stdout) == 0 && std::ferror(stdout) == 0);
      });
  if (!read.ok())
    return read.error();
  if (request.session && !any && !request.follow && request.lines > 0) {
    return Error{ExitCode::no_such_server,
                 "the journal has no session " + *request.session + " of these servers",
                 "mcpctl show NAME lists the sessions that run"};
  }
  return ExitCode::done;
}

} // namespace

Run declare_logs(Options& options)
{
  auto request = std::make_shared<Request>();
  options.arguments("SELECTOR", request->selectors, "only these; all without one", false);
  options.flag("-f,--follow", request->follow, "go on with new lines until interrupted");
  options.number("-n,--lines", "N", request->lines, "the last N lines of each server");
  options.value("--session", "ID", request->session,
                "only this session of a stdio server, as show names it");
  options.not_yet({"--err", "--out", "--since", "--until", "--grep", "--date-format"});
  return [request](Context& context) { return logs(context, *request); };
}

} // namespace mcpctl
