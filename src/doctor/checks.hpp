// Every check of doctor, listed by hand. Pure: facts in, findings out. A check that has nothing to
// look at answers with nothing; one that finds all well, with one finding that says so.
#pragma once

#include "doctor/facts.hpp"
#include "doctor/finding.hpp"

#include <span>
#include <string_view>

namespace mcpctl {

struct Check
{
  std::string_view name;
  std::string_view section;
  Findings (*look)(const Facts& facts);
};

// In the order of mcpctl(1), WHAT DOCTOR LOOKS AT.
[[nodiscard]] std::span<const Check> all_checks();

// What all of them find.
[[nodiscard]] Findings diagnose(const Facts& facts);

// The service manager
[[nodiscard]] Findings check_manager(const Facts& facts);
[[nodiscard]] Findings check_version(const Facts& facts);
[[nodiscard]] Findings check_bus(const Facts& facts);
[[nodiscard]] Findings check_runtime_dir(const Facts& facts);
[[nodiscard]] Findings check_controllers(const Facts& facts);
[[nodiscard]] Findings check_polkit(const Facts& facts);
// Start at boot
[[nodiscard]] Findings check_linger(const Facts& facts);
[[nodiscard]] Findings check_target(const Facts& facts);
// The journal
[[nodiscard]] Findings check_journal_access(const Facts& facts);
[[nodiscard]] Findings check_journal_storage(const Facts& facts);
[[nodiscard]] Findings check_journal_limit(const Facts& facts);
[[nodiscard]] Findings check_journal_size(const Facts& facts);
// Units
[[nodiscard]] Findings check_template(const Facts& facts);
[[nodiscard]] Findings check_masked(const Facts& facts);
[[nodiscard]] Findings check_shadowed(const Facts& facts);
[[nodiscard]] Findings check_loaded(const Facts& facts);
[[nodiscard]] Findings check_drop_ins(const Facts& facts);
[[nodiscard]] Findings check_interrupted(const Facts& facts);
[[nodiscard]] Findings check_own_programs(const Facts& facts);
// Configuration
[[nodiscard]] Findings check_configuration(const Facts& facts);
[[nodiscard]] Findings check_clear_text(const Facts& facts);
[[nodiscard]] Findings check_stale(const Facts& facts);
[[nodiscard]] Findings check_orphaned(const Facts& facts);
// Servers
[[nodiscard]] Findings check_state(const Facts& facts);
[[nodiscard]] Findings check_restarts(const Facts& facts);
[[nodiscard]] Findings check_program(const Facts& facts);
[[nodiscard]] Findings check_script(const Facts& facts);
[[nodiscard]] Findings check_folder(const Facts& facts);
[[nodiscard]] Findings check_env_file(const Facts& facts);
[[nodiscard]] Findings check_secrets(const Facts& facts);
[[nodiscard]] Findings check_environment(const Facts& facts);
[[nodiscard]] Findings check_version_manager(const Facts& facts);
[[nodiscard]] Findings check_socket(const Facts& facts);
[[nodiscard]] Findings check_watches(const Facts& facts);
// Ports and other daemons
[[nodiscard]] Findings check_port(const Facts& facts);
[[nodiscard]] Findings check_same_port(const Facts& facts);
[[nodiscard]] Findings check_listening(const Facts& facts);
[[nodiscard]] Findings check_pm2(const Facts& facts);
[[nodiscard]] Findings check_daemon(const Facts& facts);
[[nodiscard]] Findings check_twice(const Facts& facts);
// What is used
[[nodiscard]] Findings check_memory(const Facts& facts);
[[nodiscard]] Findings check_machine_memory(const Facts& facts);
[[nodiscard]] Findings check_log_files(const Facts& facts);
[[nodiscard]] Findings check_disk(const Facts& facts);

} // namespace mcpctl
