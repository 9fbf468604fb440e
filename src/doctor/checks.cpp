#include "doctor/checks.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::string_view manager = "Service manager";
constexpr std::string_view boot = "Start at boot";
constexpr std::string_view journal = "Journal";
constexpr std::string_view units = "Units";
constexpr std::string_view configuration = "Configuration";
constexpr std::string_view servers = "Servers";
constexpr std::string_view ports = "Ports and other daemons";
constexpr std::string_view use = "What is used";

constexpr auto checks = std::to_array<Check>({
    {"manager", manager, check_manager},
    {"version", manager, check_version},
    {"bus", manager, check_bus},
    {"runtime-dir", manager, check_runtime_dir},
    {"controllers", manager, check_controllers},
    {"polkit", manager, check_polkit},
    {"linger", boot, check_linger},
    {"target", boot, check_target},
    {"journal-access", journal, check_journal_access},
    {"journal-storage", journal, check_journal_storage},
    {"journal-limit", journal, check_journal_limit},
    {"journal-size", journal, check_journal_size},
    {"template", units, check_template},
    {"masked", units, check_masked},
    {"shadowed", units, check_shadowed},
    {"loaded", units, check_loaded},
    {"drop-ins", units, check_drop_ins},
    {"interrupted", units, check_interrupted},
    {"own-programs", units, check_own_programs},
    {"configuration", configuration, check_configuration},
    {"clear-text", configuration, check_clear_text},
    {"stale", configuration, check_stale},
    {"orphaned", configuration, check_orphaned},
    {"state", servers, check_state},
    {"restarts", servers, check_restarts},
    {"program", servers, check_program},
    {"script", servers, check_script},
    {"folder", servers, check_folder},
    {"env-file", servers, check_env_file},
    {"secrets", servers, check_secrets},
    {"environment", servers, check_environment},
    {"version-manager", servers, check_version_manager},
    {"socket", servers, check_socket},
    {"watches", servers, check_watches},
    {"port", ports, check_port},
    {"same-port", ports, check_same_port},
    {"listening", ports, check_listening},
    {"pm2", ports, check_pm2},
    {"daemon", ports, check_daemon},
    {"twice", ports, check_twice},
    {"memory", use, check_memory},
    {"machine-memory", use, check_machine_memory},
    {"log-files", use, check_log_files},
    {"disk", use, check_disk},
});

bool is_problem_of(const Finding& finding, std::string_view check)
{
  return finding.check == check && finding.gravity == Gravity::problem;
}

// Whether it is why the server does not run.
bool is_cause(const Finding& finding)
{
  constexpr auto causes = std::to_array<std::string_view>(
      {"program", "script", "folder", "env-file", "secrets", "environment", "port", "same-port",
       "own-programs", "memory"});
  return std::any_of(causes.begin(), causes.end(),
                     [&finding](std::string_view cause) { return is_problem_of(finding, cause); });
}

bool starts_it(const Finding& finding, const Step& start)
{
  return std::any_of(finding.mend.begin(), finding.mend.end(), [&](const Step& step) {
    return step == start || step.text.find(" apply") != std::string::npos;
  });
}

bool is_effect(const Finding& finding)
{
  return is_problem_of(finding, "state") || is_problem_of(finding, "restarts");
}

// One fault is told once: that a server does not run, or crashes, is told by what keeps it from
// running, whose mend starts it, too.
void leave_out_effects(Findings& findings)
{
  for (auto effect = findings.begin(); effect != findings.end();) {
    const auto cause = std::find_if(findings.begin(), findings.end(), [&](const Finding& other) {
      return is_effect(*effect) && other.subject == effect->subject && is_cause(other);
    });
    if (cause == findings.end()) {
      ++effect;
      continue;
    }
    if (is_problem_of(*effect, "state") && !starts_it(*cause, effect->mend.back()))
      cause->mend.push_back(effect->mend.back());
    effect = findings.erase(effect);
  }
}

// Root needs no sudo, and may have none; another user's rights are another thing.
void leave_out_sudo(Steps& steps)
{
  constexpr std::string_view sudo = "sudo ";
  for (Step& step : steps) {
    std::string& text = step.text;
    for (std::size_t at = text.find(sudo); step.kind == StepKind::command && at != text.npos;
         at = text.find(sudo, at + 1)) {
      const bool begins = at == 0 || text.substr(0, at).ends_with("| ");
      if (begins && !text.substr(at).starts_with("sudo -"))
        text.erase(at, sudo.size());
    }
  }
}

} // namespace

const char* to_string(Gravity gravity)
{
  switch (gravity) {
  case Gravity::ok:
    return "ok";
  case Gravity::note:
    return "note";
  case Gravity::unknown:
    return "unknown";
  case Gravity::warning:
    return "warning";
  case Gravity::problem:
    break;
  }
  return "problem";
}

const char* to_string(StepKind kind)
{
  switch (kind) {
  case StepKind::command:
    return "command";
  case StepKind::edit:
    return "edit";
  case StepKind::advice:
    break;
  }
  return "advice";
}

std::span<const Check> all_checks()
{
  return checks;
}

Findings diagnose(const Facts& facts)
{
  Findings findings;
  for (const Check& check : checks) {
    for (Finding& finding : check.look(facts)) {
      finding.check = check.name;
      finding.section = check.section;
      if (facts.uid == 0)
        leave_out_sudo(finding.mend);
      findings.push_back(std::move(finding));
    }
  }
  leave_out_effects(findings);
  return findings;
}

} // namespace mcpctl
