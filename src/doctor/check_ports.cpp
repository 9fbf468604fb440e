// Ports: who listens where a server should.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/duration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace mcpctl {

namespace {

// So long a server may take before it listens.
constexpr auto slow_start = std::chrono::seconds(30);

bool holds(const ServerFacts& server, const PortHolder& holder)
{
  return holder.process
         && std::find(server.processes.begin(), server.processes.end(), holder.process->pid)
                != server.processes.end();
}

bool meant_to_run(const ServerState& state)
{
  return state.state != RunState::stopped && state.state != RunState::exited;
}

// Nobody that can be seen; whose it is, is known.
Steps seeing(unsigned port)
{
  return {command(fmt::format("sudo ss -ltnp 'sport = :{}'", port))};
}

Finding port_taken(const Facts& facts, const ServerFacts& server, const PortHolder& holder)
{
  const ServerState& state = server.detail.state;
  Finding finding{.gravity = meant_to_run(state) ? Gravity::problem : Gravity::warning,
                  .subject = name_of(server),
                  .why = "it cannot listen there",
                  .mend = {}};
  if (holder.process) {
    finding.what = fmt::format("port {} is held by {}", holder.port, describe(*holder.process));
    finding.mend = commands_to_end(facts, *holder.process);
    finding.mend.push_back(mcpctl_command(facts, "restart " + name_of(server)));
  } else {
    finding.what = fmt::format("port {} is held by a process of user {}", holder.port, holder.user);
    finding.mend = seeing(holder.port);
  }
  return finding;
}

// Held by another server that is told to listen there, too: the port of one of them is wrong, and
// ending the one that runs would mend nothing.
bool is_same_port(const Facts& facts, const PortHolder& holder)
{
  return std::any_of(facts.servers.begin(), facts.servers.end(), [&](const ServerFacts& server) {
    return server.port == holder.port && holds(server, holder);
  });
}

bool listens(const Facts& facts, const ServerFacts& server)
{
  return std::any_of(facts.holders.begin(), facts.holders.end(), [&](const PortHolder& holder) {
    return holder.port == *server.port && holds(server, holder);
  });
}

} // namespace

Findings check_port(const Facts& facts)
{
  Findings findings;
  bool any = false;
  for (const ServerFacts& server : facts.servers) {
    if (!server.port)
      continue;
    any = true;
    const PortHolder* other = nullptr;
    bool own = false;
    for (const PortHolder& holder : facts.holders) {
      if (holder.port != *server.port)
        continue;
      own = own || holds(server, holder);
      other = other == nullptr && !holds(server, holder) ? &holder : other;
    }
    if (!own && other != nullptr && !is_same_port(facts, *other))
      findings.push_back(port_taken(facts, server, *other));
  }
  if (!any)
    return {};
  return or_all_well(std::move(findings), "no one else holds a server's port");
}

Findings check_same_port(const Facts& facts)
{
  std::map<unsigned, std::vector<const ServerFacts*>> by_port;
  for (const ServerFacts& server : facts.servers) {
    if (server.port)
      by_port[*server.port].push_back(&server);
  }
  if (by_port.empty())
    return {};
  Findings findings;
  for (auto& [port, servers] : by_port) {
    if (servers.size() < 2)
      continue;
    if (listens(facts, *servers[1])) // the other one is to be changed
      std::swap(servers[0], servers[1]);
    const unsigned free = by_port.rbegin()->first + 1;
    findings.push_back(
        {.gravity = Gravity::problem,
         .subject = name_of(*servers[1]),
         .what = fmt::format("port {} is the one of {}, too", port, name_of(*servers[0])),
         .why = "only one of them can listen there",
         .mend = change_in_file(facts, servers[1]->detail.state, fmt::format("port = {}", free))});
  }
  return or_all_well(std::move(findings), "no two servers have the same");
}

Findings check_listening(const Facts& facts)
{
  Findings findings;
  bool any = false;
  for (const ServerFacts& server : facts.servers) {
    const ServerState& state = server.detail.state;
    const auto up = uptime(state, facts.now);
    if (!server.port_promised || state.state != RunState::running || !up)
      continue;
    any = true;
    const bool taken = std::any_of(facts.holders.begin(), facts.holders.end(),
                                   [&](const PortHolder& h) { return h.port == *server.port; });
    if (taken || *up < slow_start)
      continue;
    findings.push_back({.gravity = Gravity::problem,
                        .subject = name_of(server),
                        .what = fmt::format("nothing listens at port {}, though it has run for {}",
                                            *server.port, format_wait(*up)),
                        .why = "it takes its port from elsewhere than PORT or {port}, or is no "
                               "http server",
                        .mend = {mcpctl_command(facts, "logs " + name_of(server)),
                                 mcpctl_command(facts, "show " + name_of(server))}});
  }
  if (!any)
    return {};
  return or_all_well(std::move(findings), "http servers listen at theirs");
}

} // namespace mcpctl
