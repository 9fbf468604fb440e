#include "report/status_view.hpp"

#include "report/duration.hpp"
#include "report/shell_words.hpp"
#include "report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace mcpctl {

namespace {

// PROFILE is there only where a server runs under one.
std::vector<Column> columns_of(bool profiles)
{
  std::vector<Column> columns = {
      {.title = "NAME", .names = true},
      {"STATE"},
      {"PID", true},
      {"UPTIME", true},
      {"RESTARTS", true},
      {"CPU", true},
      {"MEM", true},
      {"COMMAND"},
  };
  if (profiles)
    columns.insert(columns.end() - 1, {"PROFILE"});
  return columns;
}

// What is not known, or not there, is a dash: an empty cell would shift the eye and awk(1) alike.
constexpr const char* unknown = "-";

std::string main_state(const ServerState& server, RealTime now)
{
  std::string text = to_string(server.state);
  text += beside_state(server.ending);
  if (server.socket_gone)
    text += " (its socket file is gone)";
  if (server.next_try && *server.next_try > now)
    text += fmt::format(", next try in {}", format_wait(*server.next_try - now));
  if (const std::size_t count = server.sessions.size(); count > 0)
    text += fmt::format(", {} session{}", count, count == 1 ? "" : "s");
  return text;
}

std::string flags(const ServerState& server)
{
  std::string text;
  if (server.stale.value_or(false))
    text += ", stale";
  if (server.orphaned)
    text += ", orphaned";
  return text;
}

std::string cpu(const ServerState& server)
{
  if (server.cpu_percent)
    return fmt::format("{:.1f}%", *server.cpu_percent);
  return server.cpu_usec ? format_cpu_time(*server.cpu_usec) : unknown;
}

std::vector<Cell> row_of(const ServerState& server, bool profiles, RealTime now)
{
  const auto up = uptime(server, now);
  std::vector<Cell> row = {
      {{to_string(server.id)}},
      {{main_state(server, now), paint_of(server.state)}, {flags(server), Paint::yellow}},
      {{server.pid ? std::to_string(*server.pid) : unknown}},
      {{up ? format_uptime(*up) : unknown}},
      {{server.restarts ? std::to_string(*server.restarts) : unknown}},
      {{cpu(server)}},
      {{server.memory_bytes ? format_size(*server.memory_bytes) : unknown}},
      {{shell_command(server.argv)}},
  };
  if (profiles)
    row.insert(row.end() - 1, {{server.profile.empty() ? unknown : server.profile}});
  return row;
}

const ServerState* first_in(const std::vector<ServerState>& servers, RunState state)
{
  const auto found =
      std::find_if(servers.begin(), servers.end(),
                   [state](const ServerState& server) { return server.state == state; });
  return found == servers.end() ? nullptr : &*found;
}

// A line for each file that is gone, with the servers that came from it.
std::string orphan_hints(const std::vector<ServerState>& servers)
{
  std::map<std::string, std::set<ServerName>> orphans;
  for (const ServerState& server : servers) {
    if (server.orphaned)
      orphans[server.owner].insert(server.id.server);
  }
  std::string hints;
  for (const auto& [owner, names] : orphans) {
    hints +=
        fmt::format("{} is gone; to remove what came from it: mcpctl remove", shell_word(owner));
    for (const ServerName& name : names)
      hints += " " + name.str();
    hints += "\n";
  }
  return hints;
}

} // namespace

std::string beside_state(const Ending& ending)
{
  if (ending.brief.empty())
    return "";
  return ending.brief.ends_with(')') ? ": " + ending.brief : fmt::format(" ({})", ending.brief);
}

Paint paint_of(RunState state)
{
  switch (state) {
  case RunState::running:
  case RunState::listening:
    return Paint::green;
  case RunState::starting:
  case RunState::stopping:
  case RunState::restarting:
  case RunState::not_applied:
    return Paint::yellow;
  case RunState::failed:
    return Paint::red;
  case RunState::stopped:
  case RunState::exited:
    break;
  }
  return Paint::dim;
}

std::string state_in_words(const ServerState& server, RealTime now)
{
  return main_state(server, now) + flags(server);
}

std::string status_table(const std::vector<ServerState>& servers, const Style& style, RealTime now)
{
  const bool profiles = std::any_of(servers.begin(), servers.end(), [](const ServerState& server) {
    return !server.profile.empty();
  });
  std::vector<std::vector<Cell>> rows;
  rows.reserve(servers.size());
  for (const ServerState& server : servers)
    rows.push_back(row_of(server, profiles, now));
  return render_table(columns_of(profiles), rows, style);
}

std::string status_hints(const std::vector<ServerState>& servers, const std::string& options)
{
  std::string hints;
  const bool stale = std::any_of(servers.begin(), servers.end(), [](const ServerState& server) {
    return server.stale.value_or(false);
  });
  if (stale)
    hints += "configuration changed: mcpctl" + options + " apply\n";
  else if (first_in(servers, RunState::not_applied) != nullptr)
    hints += "not applied yet: mcpctl" + options + " apply\n";
  hints += orphan_hints(servers);
  for (const ServerState& server : servers) {
    if (server.socket_gone)
      hints += fmt::format("{} is gone; to make it again: mcpctl restart {}\n", server.socket,
                           server.id.server.str());
  }
  const ServerState* failed = first_in(servers, RunState::failed);
  if (failed == nullptr)
    failed = first_in(servers, RunState::restarting);
  if (failed != nullptr)
    hints += fmt::format("why: mcpctl logs {}\n", to_string(failed->id));
  return hints;
}

std::string first_steps(const std::string& configuration_file, bool is_there)
{
  if (is_there) {
    return fmt::format("no servers yet\n"
                       "  mcpctl check     what is wrong with {}, if anything\n"
                       "  mcpctl edit      name your servers there; checks and applies it\n"
                       "  mcpctl --help    everything else\n",
                       shell_word(configuration_file));
  }
  return fmt::format("no servers yet\n"
                     "  mcpctl init      write a commented {}\n"
                     "  mcpctl edit      name your servers there; checks and applies it\n"
                     "  mcpctl --help    everything else\n",
                     shell_word(configuration_file));
}

} // namespace mcpctl
