// Plans of a small world: what is configured, what is installed and what runs, and a plan told line
// by line.
#pragma once

#include "plan/plan.hpp"
#include "plan/text.hpp"

#include <fmt/format.h>
#include <string>
#include <vector>

namespace mcpctl {

inline constexpr const char* home_file = "/home/u/.config/mcp/mcp.toml";
inline const Target test_target{.unit_folder = "/u"};

inline ServerName server_name(const std::string& text)
{
  return ServerName::parse(text).value();
}

inline Server server(const std::string& name, const std::string& owner = home_file)
{
  return {.name = server_name(name),
          .origin = {.file = owner, .line = 3},
          .owner = owner,
          .command = {.written = "cat", .program = "cat", .argv = {"/bin/cat"}},
          .working_directory = "/srv",
          .env = {{"TOKEN", "secret-1"}}};
}

inline Wanted wanted(const std::vector<Server>& servers,
                     const std::vector<std::string>& owners = {home_file})
{
  return render_wanted(servers, owners, test_target);
}

// Everything as an apply of these servers leaves it, all of them running.
inline Found as_applied(const std::vector<Server>& servers)
{
  Found found;
  const Wanted all = wanted(servers);
  found.installed.shared = all.shared;
  for (const WantedUnit& unit : all.units) {
    found.installed.units.push_back(
        {.marker = unit.marker, .unit = unit.rendered.unit, .files = unit.rendered.files});
    found.units[unit.rendered.unit] = {unit.rendered.unit, "loaded", "active", "running"};
  }
  found.units["mcp.target"] = {"mcp.target", "loaded", "active", "active"};
  return found;
}

inline void set_state(Found& found, const std::string& unit, const std::string& state)
{
  found.units[unit] = {unit, "loaded", state, ""};
}

// The whole plan, a line for each thing that will happen.
inline std::string told(const Plan& plan)
{
  std::string text;
  for (const Error& refusal : plan.refusals)
    text += fmt::format("refuse: {} | {}\n", refusal.what, refusal.mend);
  for (const std::string& warning : plan.warnings)
    text += fmt::format("warning: {}\n", warning);
  for (const Action& action : plan.actions)
    text += fmt::format("{} {}{}{}\n", to_string(action.kind), action.unit,
                        action.why.empty() ? "" : ": ", action.why);
  for (const FileChange& change : plan.writes)
    text += fmt::format("{} {}{}\n", change.remove ? "drop" : "write",
                        change.where == Where::runtime ? "runtime " : "", change.file.path);
  if (plan.reload)
    text += "reload\n";
  for (const JobRequest& job : plan.stops)
    text += fmt::format("job stop {}\n", job.unit);
  for (const FileChange& change : plan.deletes)
    text += fmt::format("delete {}\n", change.file.path);
  for (const JobRequest& job : plan.starts)
    text +=
        fmt::format("job {} {}\n", job.kind == JobKind::restart ? "restart" : "start", job.unit);
  for (const Owed& owed : plan.carried)
    text += fmt::format("owes {} {}\n", owed.kind == OwedKind::restart ? "restart" : "other",
                        owed.unit);
  return text;
}

} // namespace mcpctl
