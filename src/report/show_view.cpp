#include "report/show_view.hpp"

#include "model/text.hpp"
#include "report/duration.hpp"
#include "report/log_view.hpp"
#include "report/next_commands.hpp"
#include "report/sheet.hpp"
#include "report/shell_words.hpp"
#include "report/status_view.hpp"
#include "report/table.hpp"
#include "report/use_clauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace mcpctl {

namespace {

std::string joined(const std::vector<std::string>& words)
{
  return fmt::format("{}", fmt::join(words, " "));
}

std::string state_clause(const ServerState& server, RealTime now)
{
  std::string text = to_string(server.state);
  if (const auto up = uptime(server, now))
    text +=
        fmt::format(" since {} ({})", format_clock(*server.started_at, now), format_uptime(*up));
  if (server.pid)
    text += fmt::format(", process {}", *server.pid);
  if (server.next_try && *server.next_try > now)
    text += fmt::format(", next try in {} at {}", format_wait(*server.next_try - now),
                        format_clock(*server.next_try, now));
  if (!server.active_state.empty())
    text += fmt::format("; systemd says {}/{}", server.active_state, server.sub_state);
  return text;
}

// A kernel that does not tell systemd why it killed leaves only the signal.
std::string ended_words(const ServerDetail& server, const Ending& ending)
{
  if (ending.words.empty())
    return "exited with status 0";
  const LimitDetail& limit = server.memory_max;
  if (!limit.amount || !limit.enforced || limit.kills_are_told || ending.brief != "SIGKILL")
    return ending.words;
  return fmt::format("{}, perhaps out of memory (limit {})", ending.words,
                     format_byte_size({.amount = *limit.amount}));
}

std::string last_exit_clause(const ServerDetail& server, RealTime now)
{
  if (server.last_exit)
    return fmt::format("{} at {}", ended_words(server, server.last_exit->ending),
                       format_clock(server.last_exit->at, now));
  const ServerState& state = server.state;
  if (!state.ended_at)
    return state.ending.words;
  const bool stopped = state.state == RunState::stopped;
  return fmt::format("{} at {}", stopped ? "was stopped" : ended_words(server, state.ending),
                     format_clock(*state.ended_at, now));
}

std::string restarts_clause(const ServerState& server)
{
  return server.restarts
             ? fmt::format("{} automatic since the last start by hand", *server.restarts)
             : "";
}

// "always, after 100ms; 10 starts within 1min, then a try each 1min"
std::string policy_clause(const ServerDetail& server)
{
  const RestartRules& rules = server.restart;
  if (rules.policy.empty() || server.state.type == ServerType::stdio)
    return "";
  if (rules.policy == "no")
    return "no";
  std::string text = fmt::format("{}, after {}", rules.policy, format_time_span(rules.delay));
  if (rules.burst > 0 && rules.interval > TimeSpan::zero())
    text += fmt::format(
        "; {} starts within {}, then {}", rules.burst, format_time_span(rules.interval),
        rules.retry ? "a try each " + format_time_span(*rules.retry) : std::string("none"));
  return text;
}

// Environment files with their names; the names of those of ours stand first, alone.
std::vector<std::string> environment_lines(const ServerDetail& server)
{
  std::vector<std::string> lines;
  if (!server.environment)
    lines.emplace_back("(names cannot be read: permission denied)");
  else if (!server.environment->empty())
    lines.push_back(joined(*server.environment));
  for (const EnvironmentFile& file : server.environment_files) {
    const std::string names = file.names ? joined(*file.names) : "(cannot be read)";
    lines.push_back(fmt::format("{}: {}", file.path, names.empty() ? "(no names)" : names));
  }
  return lines;
}

std::vector<std::string> secret_lines(const ServerDetail& server, const ShowContext& context)
{
  std::vector<std::string> lines;
  for (const SecretSource& secret : server.secrets) {
    std::string line =
        fmt::format("{}{}: {}", secret.name,
                    secret.delivery == Delivery::file ? " (as a file)" : "", secret.path);
    if (secret.set == false)
      line += fmt::format(", not set: {} secret set {} {}", context.mcpctl,
                          server.state.id.server.str(), secret.name);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string source_clause(const ServerState& server)
{
  if (server.source.file.empty())
    return "";
  const std::string place = server.source.file == "-"
                                ? std::string("standard input")
                                : fmt::format("{}:{}", server.source.file, server.source.line);
  return server.orphaned ? place + " (the file is gone)" : place;
}

// As the configuration writes it, where that says more than which file the program is.
std::string written_clause(const ServerDetail& server)
{
  const std::string command = shell_command(server.state.argv);
  std::vector<std::string> argv = server.state.argv;
  if (!argv.empty())
    argv.front() = server.program;
  return server.written == command || server.written == shell_command(argv) ? "" : server.written;
}

std::vector<std::string> order_lines(const ServerDetail& server)
{
  std::vector<std::string> lines;
  for (const EarlierServer& one : server.after)
    lines.push_back(one.state ? fmt::format("{} ({})", one.name, to_string(*one.state)) : one.name);
  return lines;
}

std::vector<std::string> helper_lines(const ServerDetail& server, RealTime now)
{
  std::vector<std::string> lines;
  for (const HelperState& helper : server.helpers) {
    if (helper.in_passing && helper.active_state != "failed")
      continue;
    std::string line = helper.unit;
    if (!helper.setting.empty())
      line += fmt::format(" ({})", helper.setting);
    if (!helper.active_state.empty())
      line += ": " + helper.active_state;
    if (helper.in_passing)
      line += ": systemctl status says why";
    if (helper.next)
      line += fmt::format(", next at {} in {}", format_clock(*helper.next, now),
                          format_wait(*helper.next - now));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::string> log_file_lines(const ServerDetail& server)
{
  std::vector<std::string> lines;
  for (const WrittenFile& file : server.log_files) {
    const char* const streams = file.out && file.err ? "stdout and stderr"
                                : file.out           ? "stdout"
                                                     : "stderr";
    lines.push_back(fmt::format("{}: {}, {}", file.path, streams,
                                file.bytes ? format_size(*file.bytes) : "not there"));
  }
  return lines;
}

void add_life(Sheet& sheet, const ServerDetail& server, const ShowContext& context)
{
  const ServerState& state = server.state;
  sheet.begin_group();
  sheet.add("state", state_clause(state, context.now), paint_of(state.state));
  if (server.bad_files)
    sheet.add("", "systemd: " + *server.bad_files, Paint::red);
  sheet.add("last exit", last_exit_clause(server, context.now));
  sheet.add("restarts", restarts_clause(state));
  sheet.add("policy", policy_clause(server));
  sheet.add("at boot", boot_clause(state, context));
  sheet.add_list("after", order_lines(server));
  sheet.add_list("beside it", helper_lines(server, context.now));
}

void add_program(Sheet& sheet, const ServerDetail& server, const ShowContext& context)
{
  sheet.begin_group();
  sheet.add_whole("command", shell_command(server.state.argv));
  sheet.add_whole("written as", written_clause(server));
  sheet.add("cwd", server.working_directory);
  sheet.add("user", server.user);
  sheet.add("group", server.group);
  sheet.add_list("environment", environment_lines(server));
  sheet.add_list("secrets", secret_lines(server, context));
  sheet.add_list("log files", log_file_lines(server));
  sheet.add("url", server.state.url);
  sheet.add("socket", server.state.socket);
}

void add_origin(Sheet& sheet, const ServerDetail& server, const ShowContext& context)
{
  const ServerState& state = server.state;
  sheet.begin_group();
  sheet.add("defined in", source_clause(state));
  if (state.stale.value_or(false))
    sheet.add("", "changed since it was applied: " + context.of_file + " apply", Paint::yellow);
  sheet.add("profile", state.profile);
  sheet.add("tags", joined(state.tags));
  if (state.state == RunState::not_applied) {
    sheet.add("unit", state.unit + ", not installed yet");
    return;
  }
  sheet.add("unit", state.unit);
  sheet.add_list("files", server.files);
  sheet.add_list("overridden", server.drop_ins, Paint::yellow);
}

std::string client_clause(const SessionState& session)
{
  if (!session.client)
    return "-";
  const ClientProcess& program = session.client->program();
  const std::string_view name = program.name.view();
  return fmt::format("{} (PID {}), user {}", name.empty() ? "?" : name, program.pid, session.user);
}

std::string heading(const char* words, const ShowContext& context)
{
  return "\n  " + painted(words, Paint::dim, context.style) + "\n";
}

// A line for each session, the oldest first.
std::string session_section(const ServerState& server, const ShowContext& context)
{
  if (server.sessions.empty())
    return "";
  const std::vector<Column> columns = {{"SESSION"},   {"SINCE"},     {"PID", true},
                                       {"CPU", true}, {"MEM", true}, {"CLIENT"}};
  std::vector<std::vector<Cell>> rows;
  for (const SessionState& session : server.sessions) {
    rows.push_back({{{session.invocation_id.substr(0, short_id)}},
                    {{format_clock(session.started_at, context.now)}},
                    {{session.pid ? std::to_string(*session.pid) : "-"}},
                    {{session.cpu_usec ? format_cpu_time(*session.cpu_usec) : "-"}},
                    {{session.memory_bytes ? format_size(*session.memory_bytes) : "-"}},
                    {{client_clause(session)}}});
  }
  std::string text = heading("sessions", context);
  std::istringstream table(render_table(columns, rows, {.colour = context.style.colour}));
  for (std::string line; std::getline(table, line);)
    text += "    " + line + "\n";
  return text;
}

std::string log_section(const ServerDetail& server, const ShowContext& context)
{
  if (server.log.empty() && !server.no_log)
    return "";
  std::string text = heading("last lines of the log", context);
  if (server.no_log)
    text += "    " + painted(harmless(*server.no_log), Paint::yellow, context.style) + "\n";
  LogFormat format{.style = context.style, .indent = 4};
  if (server.memory_max.amount)
    format.memory_limits.emplace(to_string(server.state.id),
                                 format_byte_size({.amount = *server.memory_max.amount}));
  for (const LogLine& line : server.log)
    text += format_log_line(line, format, context.now);
  return text;
}

// Of each file that the server writes to, for their lines have no time to be ordered by.
std::string file_sections(const ServerDetail& server, const ShowContext& context)
{
  std::string text;
  for (const WrittenFile& file : server.log_files) {
    if (file.lines.empty())
      continue;
    text += heading(("last lines of " + harmless(file.path)).c_str(), context);
    for (const std::string& line : file.lines) {
      std::istringstream shown(format_bare_line({.message = line}, true));
      for (std::string piece; std::getline(shown, piece);)
        text += "    " + piece + "\n";
    }
  }
  return text;
}

std::vector<NextCommand> next_and_systemctl(const ServerState& server, const ShowContext& context)
{
  std::vector<NextCommand> next = next_commands(server, context.mcpctl, context.of_file);
  const std::string systemctl = context.scope == Scope::user ? "systemctl --user" : "systemctl";
  if (server.type == ServerType::stdio)
    next.push_back({fmt::format("{} list-units 'mcp-{}*'", systemctl, server.id.server.str()),
                    "the socket and its sessions; 'mcp*' is everything"});
  else
    next.push_back({systemctl + " list-units 'mcp@*'", "resident servers; 'mcp*' is everything"});
  return next;
}

std::string next_section(const ServerState& server, const ShowContext& context)
{
  const std::vector<NextCommand> next = next_and_systemctl(server, context);
  std::size_t width = 0;
  for (const NextCommand& one : next)
    width = std::max(width, display_width(one.command));
  std::string text = heading("next", context);
  for (const NextCommand& one : next)
    text += fmt::format("    {}  {}\n", padded(one.command, width),
                        painted(one.purpose, Paint::dim, context.style));
  return text;
}

} // namespace

std::string boot_clause(const ServerState& server, const ShowContext& context)
{
  if (server.state == RunState::not_applied)
    return "";
  if (server.runtime)
    return fmt::format("no: gone with the next boot; to keep it: {} save {}", context.mcpctl,
                       server.id.server.str());
  if (!server.enabled)
    return "no (enabled = false)";
  if (!context.target_enabled)
    return fmt::format("no, mcp.target does not start: {} startup", context.mcpctl);
  if (context.scope == Scope::user && context.linger == false)
    return fmt::format("no, only with your next login: {} startup", context.mcpctl);
  return "yes";
}

std::string show_server(const ServerDetail& server, const ShowContext& context)
{
  const ServerState& state = server.state;
  Sheet sheet(context.style);
  add_life(sheet, server, context);
  sheet.begin_group();
  add_use(sheet, server, context.now);
  add_program(sheet, server, context);
  add_origin(sheet, server, context);
  std::string text =
      painted(to_string(state.id), Paint::bold, context.style) + "  "
      + painted(state_in_words(state, context.now), paint_of(state.state), context.style) + "\n";
  if (!server.description.empty())
    text += harmless(server.description) + "\n";
  return text + "\n" + sheet.text() + session_section(state, context) + log_section(server, context)
         + file_sections(server, context) + next_section(state, context);
}

} // namespace mcpctl
