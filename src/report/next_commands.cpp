#include "report/next_commands.hpp"

namespace mcpctl {

namespace {

constexpr std::size_t most_commands = 3;

// What is wrong with its configuration comes first.
void add_mending(std::vector<NextCommand>& next, const ServerState& server,
                 const std::string& mcpctl, const std::string& of_file)
{
  if (server.state == RunState::not_applied) {
    next.push_back({of_file + " apply", "install it and start it"});
    next.push_back({of_file + " apply --dry-run --diff", "what that would do"});
    return;
  }
  if (server.orphaned)
    next.push_back({mcpctl + " remove " + server.id.server.str(), "its file is gone"});
  else if (server.stale.value_or(false))
    next.push_back({of_file + " apply", "its configuration has changed"});
}

void add_for_state(std::vector<NextCommand>& next, const ServerState& server,
                   const std::string& mcpctl, const std::string& of_file)
{
  const std::string name = to_string(server.id);
  const auto verb = [&](const char* word) { return mcpctl + " " + word + " " + name; };
  const NextCommand edit = server.source.file == "-"
                               ? NextCommand{verb("cat"), "its unit files"}
                               : NextCommand{of_file + " edit", "change what it runs"};
  switch (server.state) {
  case RunState::failed:
  case RunState::restarting:
    next.push_back({verb("logs"), "why"});
    next.push_back({verb("restart"), "try again now"});
    next.push_back(server.state == RunState::failed ? edit
                                                    : NextCommand{verb("stop"), "stop trying"});
    return;
  case RunState::stopped:
  case RunState::exited:
    next.push_back({verb("start"), "run it"});
    next.push_back({verb("logs"), "what it wrote last"});
    next.push_back(edit);
    return;
  case RunState::listening:
    if (server.socket_gone)
      next.push_back({verb("restart"), "make its socket file again"});
    next.push_back({verb("logs -f"), "what its sessions write"});
    next.push_back({verb("export --for claude-code"), "what a client needs to reach it"});
    next.push_back({verb("restart --sessions"), "begin all sessions anew"});
    return;
  case RunState::not_applied:
    return;
  case RunState::running:
  case RunState::starting:
  case RunState::stopping:
    break;
  }
  next.push_back({verb("logs -f"), "what it writes"});
  next.push_back({verb("restart"), "begin anew"});
  next.push_back({verb("stop"), server.enabled ? "until it is started, or the next boot"
                                               : "until it is started"});
}

} // namespace

std::vector<NextCommand> next_commands(const ServerState& server, const std::string& mcpctl,
                                       const std::string& of_file)
{
  std::vector<NextCommand> next;
  add_mending(next, server, mcpctl, of_file);
  add_for_state(next, server, mcpctl, of_file);
  if (next.size() > most_commands)
    next.resize(most_commands);
  return next;
}

} // namespace mcpctl
