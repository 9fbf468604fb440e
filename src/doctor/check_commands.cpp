// What servers are started from: program, script, folder, files of variables, secrets.

#include "doctor/checks.hpp"
#include "doctor/vanishing.hpp"
#include "doctor/words.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

// A program that is looked up again may be found elsewhere; one with a path is to be written anew.
Steps another_program(const Facts& facts, const ServerFacts& server)
{
  if (server.cannot_run->ends_with(" is not executable"))
    return {command("chmod +x " + shell_word(server.detail.state.argv.front())),
            mcpctl_command(facts, "restart " + name_of(server))};
  if (server.detail.program.find('/') == std::string::npos)
    return {command_for(facts, "apply --resolve", server.detail.state.owner)};
  return change_in_file(facts, server.detail.state, "command = \"PROGRAM ...\"");
}

Steps restoring_file(const Facts& facts, const ServerFacts& server, const std::string& file)
{
  Steps mend =
      change_in_file(facts, server.detail.state,
                     fmt::format("restore {}, or take it out of env_file", shell_word(file)));
  mend.push_back(mcpctl_command(facts, "restart " + name_of(server)));
  return mend;
}

// A program of a version manager is found again where the next version has it.
Step instead_of(const Facts& facts, const Vanishing& vanishing, const std::string& owner)
{
  if (!vanishing.instead.empty())
    return advice(std::string(vanishing.instead));
  Step step = command_for(facts, "apply --resolve", owner);
  step.text += "   # after an update of it";
  return step;
}

Findings about_files(const Facts& facts, const ServerFacts& server)
{
  Findings findings;
  for (const NamedFile& file : server.env_files) {
    if (file.presence == Presence::there)
      continue;
    const bool missing = file.presence == Presence::missing;
    findings.push_back({.gravity = missing ? Gravity::problem : Gravity::warning,
                        .subject = name_of(server),
                        .what = fmt::format("its env_file {} {}", file.path,
                                            missing ? "does not exist" : "cannot be read"),
                        .why = missing ? "it cannot start without" : "",
                        .mend = missing
                                    ? restoring_file(facts, server, file.path)
                                    : Steps{command(fmt::format("sudo chown {} {}", facts.user,
                                                                shell_word(file.path))),
                                            mcpctl_command(facts, "restart " + name_of(server))}});
  }
  return findings;
}

} // namespace

Findings check_program(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    if (server.cannot_run) {
      findings.push_back({.gravity = Gravity::problem,
                          .subject = name_of(server),
                          .what = "its program cannot be run: " + *server.cannot_run,
                          .why = "it cannot start",
                          .mend = another_program(facts, server)});
    }
  }
  return or_all_well(std::move(findings), "all programs are there");
}

Findings check_script(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    if (server.missing_script) {
      findings.push_back(
          {.gravity = Gravity::problem,
           .subject = name_of(server),
           .what = fmt::format("its script {} does not exist", *server.missing_script),
           .why = "what it is run by ends at once",
           .mend = change_in_file(facts, server.detail.state, "command = \"... PATH-OF-SCRIPT\"")});
    }
  }
  return or_all_well(std::move(findings), "all scripts are there");
}

Findings check_folder(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    const std::string& folder = server.detail.working_directory;
    if (server.folder_missing) {
      findings.push_back({.gravity = Gravity::problem,
                          .subject = name_of(server),
                          .what = fmt::format("its folder {} does not exist", folder),
                          .why = "it cannot start",
                          .mend = {command("mkdir -p " + shell_word(folder)),
                                   mcpctl_command(facts, "restart " + name_of(server))}});
    }
  }
  return or_all_well(std::move(findings), "all folders are there");
}

Findings check_env_file(const Facts& facts)
{
  Findings findings;
  bool any = false;
  for (const ServerFacts& server : facts.servers) {
    any = any || !server.env_files.empty();
    for (Finding& finding : about_files(facts, server))
      findings.push_back(std::move(finding));
  }
  if (!any)
    return {};
  return or_all_well(std::move(findings), "all of them are there");
}

Findings check_secrets(const Facts& facts)
{
  Findings findings;
  bool any = false;
  for (const ServerFacts& server : facts.servers) {
    any = any || !server.detail.secrets.empty();
    for (const Error& error : server.bad_secrets) {
      findings.push_back({.gravity = Gravity::problem,
                          .subject = name_of(server),
                          .what = error.what,
                          .why = "it cannot start the next time",
                          .mend = steps_of(error)});
    }
  }
  if (!any)
    return {};
  return or_all_well(std::move(findings), "all are set, and safe from others");
}

Findings check_version_manager(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const ServerFacts& server : facts.servers) {
    for (const std::string& word : server.detail.state.argv) {
      const auto vanishing = word.starts_with('/') ? vanishing_at(word) : std::nullopt;
      if (!vanishing)
        continue;
      findings.push_back(
          {.gravity = vanishing->soon ? Gravity::warning : Gravity::note,
           .subject = name_of(server),
           .what = fmt::format("{} belongs to {}", word, vanishing->owner),
           .why = vanishing->soon ? "it goes away by itself" : "it goes away with that version",
           .mend = {instead_of(facts, *vanishing, server.detail.state.owner)}});
      break;
    }
  }
  return or_all_well(std::move(findings), "no program is in a folder that may vanish");
}

} // namespace mcpctl
