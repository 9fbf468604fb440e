// What systemd says of a unit, as plain values.
#pragma once

#include "model/real_time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

inline constexpr std::uint64_t no_limit = UINT64_MAX;

struct UnitSummary
{
  std::string unit;
  std::string load_state; // "loaded", "not-found", "bad-setting", "error", "masked"
  std::string
      active_state; // "active", "inactive", "failed", "activating", "deactivating", "reloading"
  std::string sub_state; // "running", "auto-restart", "exited", "dead", ...
};

// What status shows. Times are zero where systemd has none. Of an active unit nothing is asked that
// only tells of earlier runs: its exit and the times of its changes are zero, its result "success".
struct UnitState
{
  UnitSummary summary;
  bool loaded = false;
  int main_pid = 0;
  std::string invocation_id; // 32 hexadecimal digits; empty: never started
  unsigned restarts = 0;     // automatic ones: NRestarts
  std::string result;        // "success", "exit-code", "signal", "oom-kill", "start-limit-hit", ...
  int exit_code_kind = 0;    // ExecMainCode: CLD_EXITED, CLD_KILLED, ... ; 0: none
  int exit_status = 0;       // ExecMainStatus: status or signal
  std::uint64_t memory_max = no_limit; // bytes that it may have: MemoryMax; not of an active unit
  RealTime active_since{};             // ActiveEnterTimestamp
  RealTime active_ended{};             // ActiveExitTimestamp
  RealTime inactive_ended{};           // InactiveExitTimestamp
  RealTime main_started{};             // ExecMainStartTimestamp
  RealTime main_exited{};              // ExecMainExitTimestamp
  std::string control_group;           // below the hierarchy's root; empty: none
  std::string status_text; // what the service says of itself; only of those that are alive
};

// What systemd understood of a unit's files, for the comparison after a reload.
struct LoadedUnit
{
  std::string unit;
  std::string load_state;
  std::string load_error;        // words; empty: none
  std::vector<std::string> argv; // of the first ExecStart
  std::vector<std::string> drop_in_paths;
  bool need_daemon_reload = false;
};

// What systemd holds a service to: every drop-in and its own defaults counted in.
struct UnitSettings
{
  std::string unit;
  std::uint64_t memory_max = no_limit; // bytes
  std::uint64_t memory_high = no_limit;
  std::uint64_t cpu_usec_per_sec = no_limit;
  std::uint64_t tasks_max = no_limit;
  std::string restart;            // "always"
  std::uint64_t restart_usec = 0; // the pause before it
  std::uint64_t start_interval_usec = 0;
  unsigned start_burst = 0; // so many starts at most in that interval; 0: any number
};

// Use of a unit's control group, children included. Unknown where no controller and no process
// tells.
struct Usage
{
  std::optional<std::uint64_t> cpu_usec;
  std::optional<std::uint64_t> memory_bytes;
  std::optional<std::uint64_t> tasks;
};

} // namespace mcpctl
