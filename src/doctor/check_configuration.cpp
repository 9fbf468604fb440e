// The configuration, and whether it is what is applied.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

namespace mcpctl {

namespace {

std::string place_of(const Diagnostic& diagnostic)
{
  const Place& place = diagnostic.place;
  return place.line == 0 ? place.file
                         : fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

Findings errors_in(const Facts& facts)
{
  Findings findings;
  for (const ConfigurationProblem& problem : facts.configuration.problems) {
    if (problem.diagnostic.severity == Severity::error) {
      findings.push_back({.gravity = Gravity::problem,
                          .what = place_of(problem.diagnostic) + ": " + problem.diagnostic.message,
                          .why = "apply changes nothing until it is mended",
                          .mend = {command_for(facts, "check", problem.owner)}});
    }
  }
  for (const auto& [owner, count] : facts.configuration.errors_elsewhere) {
    findings.push_back({.gravity = Gravity::note,
                        .what = "other servers have " + count_of(count, "error"),
                        .why = "apply changes nothing until that is mended",
                        .mend = {command_for(facts, "check", owner)}});
  }
  return findings;
}

Findings warnings_in(const Facts& facts)
{
  std::map<std::string, std::size_t> warnings; // by owner
  for (const ConfigurationProblem& problem : facts.configuration.problems) {
    if (problem.diagnostic.severity == Severity::warning)
      ++warnings[problem.owner];
  }
  Findings findings;
  for (const auto& [owner, count] : warnings)
    findings.push_back({.gravity = Gravity::note,
                        .what = "it has " + count_of(count, "warning"),
                        .mend = {command_for(facts, "check", owner)}});
  return findings;
}

// Servers whose file, or folder of files, is gone: most often by mistake.
Finding file_gone(const Facts& facts, const std::string& owner,
                  const std::vector<const ServerState*>& servers)
{
  std::vector<std::string> instances, names;
  for (const ServerState* server : servers) {
    instances.push_back(to_string(server->id));
    if (names.empty() || names.back() != server->id.server.str())
      names.push_back(server->id.server.str());
  }
  const bool one = servers.size() == 1;
  return {.gravity = Gravity::warning,
          .subject = one ? instances.front() : "",
          .what = one ? fmt::format("the file that it came from, {}, is gone", owner)
                      : fmt::format("{}, which {} came from, is gone", owner, names_of(instances)),
          .why = "no apply changes or removes what came from it any more",
          .mend = {edit(owner, 0, "restore it from a copy"),
                   mcpctl_command(facts, fmt::format("remove {}   # or this, if it is not wanted",
                                                     fmt::join(names, " ")))}};
}

// There is no file, and servers that came from one.
Finding none_left(const Facts& facts)
{
  std::set<std::string> files;
  for (const ServerFacts& server : facts.servers) {
    const ServerState& state = server.detail.state;
    if (!state.orphaned && state.owner == facts.usual_owner)
      files.insert(state.source.file);
  }
  Finding finding{.gravity = files.empty() ? Gravity::note : Gravity::warning,
                  .what = facts.configuration.unread->what,
                  .why = "servers that are installed go on as they are",
                  .mend = {}};
  for (const std::string& file : files)
    finding.mend.push_back(edit(file, 0, "restore it from a copy"));
  if (files.empty())
    finding.mend = steps_of(*facts.configuration.unread);
  return finding;
}

} // namespace

Findings check_configuration(const Facts& facts)
{
  const ConfigurationFacts& configuration = facts.configuration;
  if (configuration.unread && !configuration.any && facts.servers.empty())
    return {{.gravity = Gravity::note,
             .what = "there is none yet",
             .mend = {mcpctl_command(facts, "init")}}};
  if (configuration.unread && !configuration.any)
    return {none_left(facts)};
  if (configuration.unread) {
    return {{.gravity = Gravity::problem,
             .what = configuration.unread->what,
             .why = "servers that are installed go on as they are",
             .mend = configuration.unread->mend.empty() ? Steps{mcpctl_command(facts, "check")}
                                                        : steps_of(*configuration.unread)}};
  }
  Findings findings = errors_in(facts);
  for (Finding& finding : warnings_in(facts))
    findings.push_back(std::move(finding));
  return or_all_well(std::move(findings), "it has no error");
}

Findings check_stale(const Facts& facts)
{
  std::map<std::string, std::vector<std::string>> stale; // by owner
  bool judged = false;
  for (const ServerFacts& server : facts.servers) {
    const ServerState& state = server.detail.state;
    judged = judged || state.stale.has_value();
    if (state.stale.value_or(false) && !state.orphaned)
      stale[state.owner].push_back(name_of(server));
  }
  Findings findings;
  for (const auto& [owner, names] : stale) {
    findings.push_back({.gravity = Gravity::warning,
                        .what = fmt::format("the configuration of {} has changed since it was "
                                            "applied",
                                            names_of(names)),
                        .why = "what runs is what was applied",
                        .mend = {apply_command(facts, owner)}});
  }
  std::map<std::string, std::vector<std::string>> fresh; // by owner
  for (const NotApplied& server : facts.not_applied)
    fresh[server.owner].push_back(server.name);
  for (const auto& [owner, names] : fresh) {
    findings.push_back({.gravity = Gravity::note,
                        .what = fmt::format("{} {} configured, and not applied", names_of(names),
                                            names.size() == 1 ? "is" : "are"),
                        .mend = {apply_command(facts, owner)}});
  }
  if (findings.empty() && !judged)
    return {};
  return or_all_well(std::move(findings), "what is applied is what is configured");
}

Findings check_orphaned(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  std::map<std::string, std::vector<const ServerState*>> orphaned; // by owner
  for (const ServerFacts& server : facts.servers) {
    if (server.detail.state.orphaned)
      orphaned[server.detail.state.owner].push_back(&server.detail.state);
  }
  Findings findings;
  for (const auto& [owner, servers] : orphaned)
    findings.push_back(file_gone(facts, owner, servers));
  return or_all_well(std::move(findings), "the files of all servers are there");
}

} // namespace mcpctl
