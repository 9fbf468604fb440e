#include "report/show_view.hpp"

#include "model/text.hpp"
#include "report/duration.hpp"
#include "report/log_view.hpp"
#include "report/shell_words.hpp"
#include "report/status_view.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <sstream>

namespace mcpctl {

namespace {

constexpr std::size_t label_width = 12;

// Labelled lines; what is empty is left out.
class Sheet
{
public:
  explicit Sheet(const Style& style) : style_(style) {}

  void add(const std::string& label, const std::string& value, Paint paint = Paint::plain)
  {
    if (value.empty())
      return;
    text_ += "  " + painted(padded(label, label_width), Paint::dim, style_)
             + painted(harmless(value), paint, style_) + "\n";
  }
  // A line for each value, the label only before the first.
  void add_list(std::string label, const std::vector<std::string>& values)
  {
    for (const std::string& value : values) {
      add(label, value);
      label.clear();
    }
  }
  [[nodiscard]] const std::string& text() const { return text_; }

private:
  Style style_;
  std::string text_;
};

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
    text += fmt::format(", next try in {}", format_wait(*server.next_try - now));
  if (!server.active_state.empty())
    text += fmt::format("; systemd says {}/{}", server.active_state, server.sub_state);
  return text;
}

std::string ending_clause(const ServerState& server, RealTime now)
{
  if (!server.ended_at)
    return server.ending.words;
  const std::string words =
      server.ending.words.empty() ? std::string("ended") : server.ending.words;
  return fmt::format("{} at {}", words, format_clock(*server.ended_at, now));
}

std::string restarts_clause(const ServerDetail& server)
{
  if (!server.state.restarts)
    return "";
  const std::string policy = server.restart.empty() ? "always" : server.restart;
  return fmt::format("{} automatic since the last start by hand (policy: {})",
                     *server.state.restarts, policy);
}

std::string memory_clause(const ServerDetail& server)
{
  std::string text =
      server.state.memory_bytes ? format_size(*server.state.memory_bytes) + " used" : "";
  if (!server.memory_max.empty())
    text += fmt::format("{}at most {}", text.empty() ? "" : ", ", server.memory_max);
  if (!server.memory_high.empty())
    text += fmt::format("{}slowed above {}", text.empty() ? "" : ", ", server.memory_high);
  return text;
}

std::string limited(const std::string& use, const std::string& limit)
{
  if (limit.empty())
    return use;
  return fmt::format("{}{}at most {}", use, use.empty() ? "" : ", ", limit);
}

std::string boot_clause(const ServerState& server, const ShowContext& context)
{
  if (server.state == RunState::not_applied)
    return "";
  if (server.runtime)
    return "no: gone with the next boot";
  if (!server.enabled)
    return "no (enabled = false)";
  if (!context.target_enabled)
    return "no, mcp.target does not start: mcpctl startup";
  if (context.scope == Scope::user && context.linger == false)
    return "no, only with your next login: mcpctl startup";
  return "yes";
}

std::string environment_clause(const ServerDetail& server)
{
  if (!server.environment)
    return "(names cannot be read: permission denied)";
  return joined(*server.environment);
}

std::string source_clause(const ServerState& server)
{
  if (server.source.file.empty())
    return "";
  const std::string place = fmt::format("{}:{}", server.source.file, server.source.line);
  return server.orphaned ? place + " (the file is gone)" : place;
}

void add_program(Sheet& sheet, const ServerDetail& server)
{
  const std::string command = shell_command(server.state.argv);
  sheet.add("command", command);
  if (server.written != command)
    sheet.add("written as", server.written);
  sheet.add("cwd", server.working_directory);
  sheet.add("user", server.user);
  sheet.add("environment", environment_clause(server));
  sheet.add_list("env_file", server.environment_files);
  sheet.add("secrets", joined(server.secrets));
  sheet.add("url", server.state.url);
  sheet.add("socket", server.state.socket);
}

void add_life(Sheet& sheet, const ServerDetail& server, const ShowContext& context)
{
  const ServerState& state = server.state;
  sheet.add("state", state_clause(state, context.now), paint_of(state.state));
  sheet.add("last run", ending_clause(state, context.now));
  sheet.add("restarts", restarts_clause(server));
  sheet.add("memory", memory_clause(server));
  sheet.add("cpu", limited(state.cpu_usec ? format_cpu_time(*state.cpu_usec) + " used" : "",
                           server.cpu_quota));
  sheet.add("tasks", limited(state.tasks ? std::to_string(*state.tasks) : "", server.tasks_max));
  sheet.add("at boot", boot_clause(state, context));
}

void add_origin(Sheet& sheet, const ServerDetail& server, const ShowContext& context)
{
  sheet.add("defined in", source_clause(server.state));
  if (server.state.stale.value_or(false))
    sheet.add("", "changed since it was applied: mcpctl apply", Paint::yellow);
  sheet.add("profile", server.state.profile);
  sheet.add("tags", joined(server.state.tags));
  sheet.add("unit", server.state.unit);
  sheet.add_list("files", server.files);
  sheet.add_list("overridden", context.drop_ins);
}

// Two or three commands that one would want next.
std::vector<std::string> next_commands(const ServerState& server)
{
  const std::string name = to_string(server.id);
  if (server.state == RunState::not_applied)
    return {"mcpctl apply", "mcpctl check"};
  std::vector<std::string> commands;
  if (server.stale.value_or(false))
    commands.emplace_back("mcpctl apply");
  if (server.orphaned)
    commands.push_back("mcpctl remove " + server.id.server.str());
  if (server.state == RunState::stopped || server.state == RunState::exited)
    commands.push_back("mcpctl start " + name);
  else
    commands.push_back("mcpctl restart " + name);
  if (server.state == RunState::listening)
    commands.push_back("mcpctl connect " + name);
  commands.push_back(is_up(server) ? "mcpctl logs -f " + name : "mcpctl logs " + name);
  if (commands.size() < 3)
    commands.push_back("mcpctl cat " + name);
  commands.resize(3);
  return commands;
}

std::string client_clause(const SessionState& session)
{
  if (!session.client)
    return "-";
  const ClientProcess& program = session.client->program();
  const std::string_view name = program.name.view();
  return fmt::format("{} (PID {}), user {}", name.empty() ? "?" : name, program.pid, session.user);
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
  std::string text = "\n  " + painted("sessions", Paint::dim, context.style) + "\n";
  std::istringstream table(render_table(columns, rows, {.colour = context.style.colour}));
  for (std::string line; std::getline(table, line);)
    text += "    " + line + "\n";
  return text;
}

std::string log_section(const std::vector<LogLine>& log, const ShowContext& context)
{
  if (log.empty())
    return "";
  std::string text = "\n  " + painted("last lines of the log", Paint::dim, context.style) + "\n";
  for (const LogLine& line : log)
    text += format_log_line(line, {.style = context.style, .indent = 4}, context.now);
  return text;
}

std::string next_section(const ServerState& server, const ShowContext& context)
{
  std::string text = "\n  " + painted("next", Paint::dim, context.style) + "\n";
  for (const std::string& command : next_commands(server))
    text += "    " + command + "\n";
  const char* systemctl = context.scope == Scope::user ? "systemctl --user" : "systemctl";
  const bool stdio = server.type == ServerType::stdio;
  return text
         + fmt::format("    {} list-units '{}'    {}; 'mcp*' is everything\n", systemctl,
                       stdio ? "mcp-" + server.id.server.str() + "*" : "mcp@*",
                       stdio ? "the socket and its sessions" : "the resident servers");
}

} // namespace

std::string show_server(const ServerDetail& server, const std::vector<LogLine>& log,
                        const ShowContext& context)
{
  const ServerState& state = server.state;
  Sheet sheet(context.style);
  add_life(sheet, server, context);
  add_program(sheet, server);
  add_origin(sheet, server, context);
  const std::string title =
      painted(to_string(state.id), Paint::bold, context.style) + "  "
      + painted(state_in_words(state, context.now), paint_of(state.state), context.style);
  return title + "\n" + sheet.text() + session_section(state, context) + log_section(log, context)
         + next_section(state, context);
}

} // namespace mcpctl
