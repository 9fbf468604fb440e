// The configuration, and whether it is what is applied.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

namespace mcpctl {

namespace {

std::string place_of(const Diagnostic& diagnostic)
{
  const Place& place = diagnostic.place;
  return place.line == 0 ? place.file
                         : fmt::format("{}:{}:{}", place.file, place.line, place.column);
}

Findings errors_of(const Facts& facts, const Diagnostics& diagnostics)
{
  Findings findings;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) {
      findings.push_back({.gravity = Gravity::problem,
                          .what = place_of(diagnostic) + ": " + diagnostic.message,
                          .why = "apply changes nothing until it is mended",
                          .mend = {mcpctl_command(facts, "check")}});
    }
  }
  return findings;
}

} // namespace

Findings check_configuration(const Facts& facts)
{
  const ConfigurationFacts& configuration = facts.configuration;
  if (configuration.unread && !configuration.any && facts.servers.empty())
    return {{.gravity = Gravity::note,
             .what = "there is none yet",
             .mend = {mcpctl_command(facts, "init")}}};
  if (configuration.unread) {
    return {{.gravity = configuration.any ? Gravity::problem : Gravity::note,
             .what = configuration.unread->what,
             .why = "servers that are installed go on as they are",
             .mend = {configuration.unread->mend.empty() ? mcpctl_command(facts, "check")
                                                         : configuration.unread->mend}}};
  }
  Findings findings = errors_of(facts, configuration.diagnostics);
  const auto warnings =
      std::count_if(configuration.diagnostics.begin(), configuration.diagnostics.end(),
                    [](const Diagnostic& one) { return one.severity == Severity::warning; });
  if (warnings > 0)
    findings.push_back({.gravity = Gravity::note,
                        .what = "it has " + count_of(static_cast<std::size_t>(warnings), "warning"),
                        .mend = {mcpctl_command(facts, "check")}});
  return or_all_well(std::move(findings), "it has no error");
}

Findings check_clear_text(const Facts& facts)
{
  Findings findings;
  for (const ClearTextFacts& file : facts.configuration.clear_text) {
    findings.push_back({.gravity = Gravity::warning,
                        .what = fmt::format("{} can be read by others, and holds {}", file.file,
                                            fmt::join(file.names, ", ")),
                        .why = "which looks like a secret",
                        .mend = {"chmod go= " + shell_word(file.file),
                                 mcpctl_command(facts, "secret set NAME KEY")}});
  }
  if (findings.empty() && facts.configuration.unread)
    return {};
  return or_all_well(std::move(findings), "others can read no secret in it");
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
  if (!facts.not_applied.empty())
    findings.push_back({.gravity = Gravity::note,
                        .what = names_of(facts.not_applied) + " is configured, and not applied",
                        .mend = {mcpctl_command(facts, "apply")}});
  if (findings.empty() && !judged)
    return {};
  return or_all_well(std::move(findings), "what is applied is what is configured");
}

Findings check_orphaned(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    const ServerState& state = server.detail.state;
    if (state.orphaned) {
      findings.push_back(
          {.gravity = Gravity::warning,
           .subject = name_of(server),
           .what = fmt::format("the file that it came from, {}, is gone", state.owner),
           .why = "no apply changes it or removes it any more",
           .mend = {mcpctl_command(facts, "remove " + state.id.server.str())}});
    }
  }
  return or_all_well(std::move(findings), "the files of all servers are there");
}

} // namespace mcpctl
