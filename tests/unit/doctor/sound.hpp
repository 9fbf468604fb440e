// Facts of a machine on which nothing is wrong, to be spoilt by a test; and findings as text.
#pragma once

#include "doctor/checks.hpp"

#include <string>

namespace mcpctl {

inline Facts sound_facts()
{
  Facts facts{.scope = Scope::user,
              .now = RealTime(std::chrono::hours(24)),
              .uid = 1000,
              .user = "ann",
              .usual_owner = "/home/ann/.config/mcp"};
  facts.manager = {.version = 252,
                   .bus = "/run/user/1000/bus",
                   .bus_listens = true,
                   .bus_installed = true,
                   .controllers = {"memory", "cpu", "pids"}};
  facts.runtime_dir = {.set = "/run/user/1000", .used = "/run/user/1000", .owner = 1000};
  facts.boot = {.lingers = true, .target_is_wanted = true, .to_be_run = {}};
  facts.journal.system = {.on_disk = true, .in_memory = false, .readable = true};
  facts.journal.limit_lifted = facts.journal.limit_in_force = true;
  facts.journal.lifting = {"lift it"};
  facts.machine.memory = 8ULL << 30U;
  facts.machine.memory_available = 4ULL << 30U;
  facts.machine.polkit = true;
  facts.configuration.any = true;
  return facts;
}

// A resident server that runs: main process 100, started a minute ago.
inline ServerFacts sound_server(const std::string& name)
{
  ServerState state{.id = *parse_instance_id(name)};
  state.unit = unit_name(state.id);
  state.state = RunState::running;
  state.started_at = RealTime(std::chrono::hours(24) - std::chrono::minutes(1));
  state.stale = false;
  state.restarts = 0;
  state.argv = {"/usr/bin/node", "/srv/" + name + ".js"};
  state.source = {"/home/ann/.config/mcp/mcp.toml", 7};
  state.owner = "/home/ann/.config/mcp";
  state.enabled = true;
  ServerFacts server{.detail = {.state = std::move(state)}};
  server.detail.program = "node";
  server.detail.working_directory = "/home/ann";
  server.processes = {100};
  return server;
}

inline Facts facts_with(ServerFacts server)
{
  Facts facts = sound_facts();
  facts.boot.to_be_run = {to_string(server.detail.state.id)};
  facts.servers.reserve(8); // others may come behind it, and it stays where it is
  facts.servers.push_back(std::move(server));
  return facts;
}

// The facts of a server that runs, and it by itself. A test spoils one of them.
struct WebServer
{
  Facts facts = facts_with(sound_server("web"));
  ServerFacts& server = facts.servers[0];
  ServerDetail& detail = server.detail;
  ServerState& state = detail.state;
};

// A process of ann's own.
inline Process process_of(int pid, std::vector<std::string> argv, int parent = 1)
{
  return {.pid = pid, .parent = parent, .uid = 1000, .user = "ann", .argv = std::move(argv)};
}

// "  mend: ", "  edit: " or "  do: " lines.
inline std::string steps(const Finding& finding)
{
  std::string text;
  for (const Step& step : finding.mend) {
    const bool is_command = step.kind == StepKind::command;
    text += is_command ? "  mend: " : step.kind == StepKind::edit ? "  edit: " : "  do: ";
    text += step.text + "\n";
  }
  return text;
}

// A line for the verdict, a "  why: " line and its steps below it.
inline std::string told(const Findings& findings)
{
  std::string text;
  for (const Finding& finding : findings) {
    text += to_string(finding.gravity);
    text += " " + (finding.subject.empty() ? "" : finding.subject + ": ") + finding.what + "\n";
    if (!finding.why.empty())
      text += "  why: " + finding.why + "\n";
    text += steps(finding);
  }
  return text;
}

} // namespace mcpctl
