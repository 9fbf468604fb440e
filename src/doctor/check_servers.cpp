// What servers do, and why those that should run do not.

#include "doctor/checks.hpp"
#include "doctor/variables.hpp"
#include "doctor/without_secrets.hpp"
#include "doctor/words.hpp"
#include "exchange/secret_looks.hpp"
#include "model/text.hpp"
#include "report/duration.hpp"
#include "systemd/telling_line.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr unsigned many_restarts = 5;
constexpr unsigned vain_starts = 2;                 // of one that never was ready
constexpr auto short_run = std::chrono::minutes(1); // it crashes again and again, or hangs

bool does_not_run(const ServerState& state)
{
  return state.state == RunState::failed || state.state == RunState::restarting;
}

// Or is caught between two crashes.
bool crashes(const ServerState& state, RealTime now)
{
  const auto up = uptime(state, now);
  return does_not_run(state) || (state.restarts.value_or(0) > 0 && up && *up < short_run);
}

std::string telling_line_of(const ServerFacts& server)
{
  std::vector<std::string_view> lines(server.last_lines.begin(), server.last_lines.end());
  return without_secrets(harmless(telling_line(lines)));
}

// Names of the variables that a server is given, its secrets among them.
std::vector<std::string> given_to(const ServerDetail& server)
{
  std::vector<std::string> names = server.environment.value_or(std::vector<std::string>());
  for (const EnvironmentFile& file : server.environment_files) {
    if (file.names)
      names.insert(names.end(), file.names->begin(), file.names->end());
  }
  for (const SecretSource& secret : server.secrets)
    names.push_back(secret.name);
  return names;
}

Steps looking_closer(const Facts& facts, const ServerFacts& server)
{
  return {mcpctl_command(facts, "logs " + name_of(server)),
          mcpctl_command(facts, "show " + name_of(server))};
}

std::string last_words(const ServerFacts& server)
{
  const auto& last = server.detail.last_exit;
  std::string text =
      last && !last->ending.words.empty() ? "the last time: " + last->ending.words : "";
  if (const std::string line = telling_line_of(server); !line.empty())
    text += (text.empty() ? "" : "; ") + ("its log says: " + line);
  return text;
}

Finding restarted(const Facts& facts, const ServerFacts& server)
{
  const ServerState& state = server.detail.state;
  const auto up = uptime(state, facts.now);
  const bool again = up && *up < short_run;
  return {.gravity = again ? Gravity::problem : Gravity::warning,
          .subject = name_of(server),
          .what = fmt::format("restarted {} times by itself{}", *state.restarts,
                              again ? fmt::format(", the last time {} ago", format_wait(*up)) : ""),
          .why = last_words(server),
          .mend = looking_closer(facts, server)};
}

// It does not tell that it is ready, and is started anew for that.
std::optional<Finding> starting_in_vain(const Facts& facts, const ServerFacts& server)
{
  const ServerState& state = server.detail.state;
  const auto up = uptime(state, facts.now);
  if (state.state != RunState::starting || !up)
    return std::nullopt;
  const unsigned restarts = state.restarts.value_or(0);
  if (*up < short_run && restarts < vain_starts)
    return std::nullopt;
  return Finding{.gravity = Gravity::problem,
                 .subject = name_of(server),
                 .what =
                     fmt::format("starting for {}, and not ready{}", format_wait(*up),
                                 restarts == 0 ? "" : ", restarted " + count_of(restarts, "time")),
                 .why = last_words(server),
                 .mend = looking_closer(facts, server)};
}

Finding variable_missing(const Facts& facts, const ServerFacts& server, const std::string& variable)
{
  const std::string name = server.detail.state.id.server.str();
  Finding finding{.gravity = Gravity::problem,
                  .subject = name_of(server),
                  .what = "its environment lacks " + variable,
                  .why = "its log says: " + telling_line_of(server)};
  const bool has_secrets = !server.detail.secrets.empty();
  if (looks_secret_name(variable)) {
    finding.mend = change_in_file(facts, server.detail.state,
                                  has_secrets ? fmt::format("add \"{}\" to secrets", variable)
                                              : fmt::format("secrets = [\"{}\"]", variable));
    finding.mend.insert(finding.mend.begin() + 1,
                        mcpctl_command(facts, fmt::format("secret set {} {}", name, variable)));
  } else {
    finding.mend = change_in_file(facts, server.detail.state,
                                  fmt::format("add {} = \"VALUE\" to env", variable));
  }
  return finding;
}

bool is_nearly(std::uint64_t used, std::uint64_t most)
{
  return used >= most / 10 * 9;
}

// Of what a user's processes may have; each user's number is held to the same limit.
Finding few_left(const Facts& facts, const char* what, const std::string& user, std::uint64_t used,
                 std::uint64_t most)
{
  std::vector<std::string> names;
  for (const ServerFacts& server : facts.servers) {
    if (server.watches && (server.detail.user.empty() || server.detail.user == user))
      names.push_back(name_of(server));
  }
  return {.gravity = Gravity::warning,
          .what = fmt::format("{} of {} {} of inotify are in use by {}", used, most, what, user),
          .why = fmt::format("changes of files of {} may go unnoticed", names_of(names)),
          .mend = {command(fmt::format("echo fs.inotify.max_user_{} = {} | sudo tee "
                                       "/etc/sysctl.d/60-mcpctl-{}.conf",
                                       what, most * 4, what)),
                   command("sudo sysctl --system")}};
}

} // namespace

Findings check_state(const Facts& facts)
{
  if (facts.servers.empty() || facts.manager.unreachable)
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    const ServerState& state = server.detail.state;
    if (!does_not_run(state))
      continue;
    const std::string line = telling_line_of(server);
    findings.push_back(
        {.gravity = Gravity::problem,
         .subject = name_of(server),
         .what = state.ending.words.empty()
                     ? std::string(to_string(state.state))
                     : fmt::format("{}: {}", to_string(state.state), state.ending.words),
         .why = line.empty() ? "" : "its log says: " + line,
         .mend = {mcpctl_command(facts, "logs " + name_of(server)),
                  mcpctl_command(facts, "restart " + name_of(server))}});
  }
  return or_all_well(std::move(findings), "none has failed");
}

Findings check_restarts(const Facts& facts)
{
  if (facts.servers.empty() || facts.manager.unreachable)
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    if (does_not_run(server.detail.state))
      continue;
    if (auto finding = starting_in_vain(facts, server))
      findings.push_back(std::move(*finding));
    else if (server.detail.state.restarts.value_or(0) >= many_restarts)
      findings.push_back(restarted(facts, server));
  }
  return or_all_well(std::move(findings), "none is restarted again and again");
}

Findings check_environment(const Facts& facts)
{
  Findings findings;
  bool looked = false;
  for (const ServerFacts& server : facts.servers) {
    const bool stdio = server.detail.state.type == ServerType::stdio; // sessions fail, not itself
    if (server.last_lines.empty() || (!stdio && !crashes(server.detail.state, facts.now)))
      continue;
    looked = true;
    const std::vector<std::string> given = given_to(server.detail);
    std::vector<std::string> told;
    for (const std::string& line : server.last_lines) {
      for (const std::string& variable : variables_missed_in(line)) {
        if (!looks_secret_value(variable)
            && std::find(given.begin(), given.end(), variable) == given.end()
            && std::find(told.begin(), told.end(), variable) == told.end())
          told.push_back(variable);
      }
    }
    for (const std::string& variable : told)
      findings.push_back(variable_missing(facts, server, variable));
  }
  if (!looked)
    return {};
  return or_all_well(std::move(findings), "their logs name no variable that they lack");
}

Findings check_socket(const Facts& facts)
{
  Findings findings;
  bool any = false;
  for (const ServerFacts& server : facts.servers) {
    const ServerState& state = server.detail.state;
    any = any || state.type == ServerType::stdio;
    if (state.socket_gone) {
      findings.push_back({.gravity = Gravity::problem,
                          .subject = name_of(server),
                          .what = "nothing is at " + state.socket,
                          .why = "it listens, and no client finds it",
                          .mend = {mcpctl_command(facts, "restart " + name_of(server))}});
    }
  }
  if (!any)
    return {};
  return or_all_well(std::move(findings), "clients find the sockets");
}

Findings check_watches(const Facts& facts)
{
  const InotifyFacts& inotify = facts.machine.inotify;
  if (inotify.used.empty() || !inotify.most_watches || !inotify.most_instances)
    return {};
  Findings findings;
  std::uint64_t watches = 0; // of who has most
  for (const InotifyUse& use : inotify.used) {
    watches = std::max(watches, use.watches);
    if (is_nearly(use.watches, *inotify.most_watches))
      findings.push_back(few_left(facts, "watches", use.user, use.watches, *inotify.most_watches));
    if (is_nearly(use.instances, *inotify.most_instances))
      findings.push_back(
          few_left(facts, "instances", use.user, use.instances, *inotify.most_instances));
  }
  return or_all_well(std::move(findings), fmt::format("{} of {} watches of inotify are in use",
                                                      watches, *inotify.most_watches));
}

} // namespace mcpctl
