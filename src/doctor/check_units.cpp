// The unit files: there, ours, and what systemd goes by.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

Steps removing(const Facts& facts, const ShadowFacts& file)
{
  return {command((file.needs_root ? "sudo rm " : "rm ") + shell_word(file.path)),
          systemctl_command(facts, "daemon-reload")};
}

} // namespace

Findings check_template(const Facts& facts)
{
  if (facts.units.shared.empty())
    return {};
  Findings findings;
  for (const SharedUnitFacts& unit : facts.units.shared) {
    if (unit.presence == Presence::missing) {
      findings.push_back({.gravity = Gravity::problem,
                          .what = unit.path + " is missing",
                          .why = "servers that need it cannot start",
                          .mend = {mcpctl_command(facts, "apply")}});
    } else if (unit.differs) {
      findings.push_back({.gravity = Gravity::warning,
                          .what = unit.path + " is not what this mcpctl writes",
                          .why = "it was changed by hand, or another version wrote it; a change "
                                 "belongs into a drop-in, which apply leaves alone",
                          .mend = {mcpctl_command(facts, "apply")}});
    }
  }
  return or_all_well(std::move(findings), "the units that servers share are there");
}

Findings check_masked(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ShadowFacts& mask : facts.units.masks) {
    findings.push_back({.gravity = Gravity::problem,
                        .what = fmt::format("{} is masked, by {}", mask.of, mask.path),
                        .why = "systemd refuses to start it",
                        .mend = removing(facts, mask)});
  }
  return or_all_well(std::move(findings), "no unit is masked");
}

Findings check_shadowed(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ShadowFacts& shadow : facts.units.shadows) {
    findings.push_back({.gravity = Gravity::problem,
                        .what = fmt::format("{} comes before {}", shadow.path, shadow.of),
                        .why = "systemd takes the first that it finds",
                        .mend = removing(facts, shadow)});
  }
  return or_all_well(std::move(findings), "no other unit has their names");
}

Findings check_loaded(const Facts& facts)
{
  if (facts.servers.empty() || facts.manager.unreachable)
    return {};
  Findings findings;
  std::vector<std::string> old;
  for (const ServerFacts& server : facts.servers) {
    if (server.detail.bad_files && server.detail.load_state != "masked") {
      findings.push_back({.gravity = Gravity::problem,
                          .subject = name_of(server),
                          .what = "systemd cannot load its unit: " + *server.detail.bad_files,
                          .mend = {mcpctl_command(facts, "cat " + name_of(server)),
                                   mcpctl_command(facts, "apply")}});
    } else if (server.detail.needs_reload) {
      old.push_back(name_of(server));
    }
  }
  if (!old.empty()) {
    findings.push_back(
        {.gravity = Gravity::warning,
         .what = "systemd has not read the files of " + names_of(old) + " since they changed",
         .why = "what runs is what they said before",
         .mend = {systemctl_command(facts, "daemon-reload")}});
  }
  return or_all_well(std::move(findings), "systemd has read them as they are");
}

Findings check_drop_ins(const Facts& facts)
{
  if (facts.servers.empty() || facts.manager.unreachable)
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    for (const std::string& path : server.detail.drop_ins) {
      findings.push_back(
          {.gravity = Gravity::note,
           .subject = name_of(server),
           .what = path + " changes it",
           .why = "what it says comes before the configuration; apply leaves it alone",
           .mend = {mcpctl_command(facts, "cat " + name_of(server))}});
    }
  }
  return or_all_well(std::move(findings), "no drop-in of others changes a server");
}

Findings check_interrupted(const Facts& facts)
{
  if (facts.units.apply_runs)
    return {{.gravity = Gravity::note, .what = "an apply is under way"}};
  if (facts.units.owed.empty())
    return all_well("no apply was interrupted");
  return {{.gravity = Gravity::warning,
           .what = "an apply was interrupted, and still owes " + names_of(facts.units.owed),
           .why = "files are written, and what runs was not brought up to them",
           .mend = {mcpctl_command(facts, "apply")}}};
}

Findings check_own_programs(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    for (const std::string& program : server.own_programs_missing) {
      findings.push_back({.gravity = Gravity::problem,
                          .subject = name_of(server),
                          .what = program + " does not exist, and its units run it",
                          .why = "mcpctl was removed, or moved to another folder",
                          .mend = {mcpctl_command(facts, "apply")}});
    }
  }
  return or_all_well(std::move(findings), "mcpctl's own programs are where units name them");
}

} // namespace mcpctl
