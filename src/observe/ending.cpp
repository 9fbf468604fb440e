#include "observe/ending.hpp"

#include "model/signal.hpp"
#include "model/span.hpp"

#include <fmt/format.h>

#include <array>
#include <csignal>
#include <cstring>
#include <string_view>
#include <sys/wait.h>

namespace mcpctl {

namespace {

// A step that systemd takes in the new process before the program runs; its exit statuses lie above
// those of ordinary programs.
struct Step
{
  int status;
  const char* name;
  const char* words;
};

constexpr std::array steps = {
    Step{200, "CHDIR", "the working directory cannot be entered"},
    Step{201, "NICE", "its scheduling priority cannot be set"},
    Step{203, "EXEC", "the program is missing or cannot be executed"},
    Step{205, "LIMITS", "its resource limits cannot be set"},
    Step{206, "OOM_ADJUST", "its out-of-memory score cannot be set"},
    Step{208, "STDIN", "its standard input cannot be opened"},
    Step{209, "STDOUT", "the log file of its standard output cannot be opened"},
    Step{214, "SETSCHEDULER", "its scheduling policy cannot be set"},
    Step{216, "GROUP", "its group does not exist or cannot be taken on"},
    Step{217, "USER", "its user does not exist or cannot be taken on"},
    Step{218, "CAPABILITIES", "its capabilities cannot be set"},
    Step{219, "CGROUP", "its control group cannot be made"},
    Step{222, "STDERR", "the log file of its standard error cannot be opened"},
    Step{226, "NAMESPACE", "its view of the file system cannot be set up"},
    Step{227, "NO_NEW_PRIVILEGES", "its privileges cannot be limited"},
    Step{228, "SECCOMP", "its system call filter cannot be set"},
    Step{233, "RUNTIME_DIRECTORY", "its runtime directory cannot be made"},
    Step{238, "STATE_DIRECTORY", "its state directory cannot be made"},
    Step{239, "CACHE_DIRECTORY", "its cache directory cannot be made"},
    Step{240, "LOGS_DIRECTORY", "its logs directory cannot be made"},
    Step{241, "CONFIGURATION_DIRECTORY", "its configuration directory cannot be made"},
    Step{243, "CREDENTIALS", "its credentials cannot be set up"},
};

Ending ending_by_status(int status)
{
  for (const Step& step : steps) {
    if (step.status == status)
      return {fmt::format("{}/{}", status, step.name),
              fmt::format("could not start: {} ({}/{})", step.words, status, step.name)};
  }
  return {fmt::format("exit {}", status), fmt::format("exited with status {}", status)};
}

Ending ending_by_main_process(const UnitState& unit)
{
  switch (unit.exit_code_kind) {
  case CLD_EXITED:
    return ending_by_status(unit.exit_status);
  case CLD_KILLED:
    return {signal_name(unit.exit_status),
            fmt::format("killed by {}", signal_name(unit.exit_status))};
  case CLD_DUMPED:
    return {signal_name(unit.exit_status),
            fmt::format("killed by {}, core dumped", signal_name(unit.exit_status))};
  default:
    return {};
  }
}

Ending out_of_memory(const UnitState& unit)
{
  const std::string limit =
      unit.memory_max == no_limit
          ? ""
          : fmt::format(" (limit {})", format_byte_size({.amount = unit.memory_max}));
  return {"out of memory" + limit, "ran out of memory" + limit};
}

Ending timed_out(const UnitState& unit)
{
  if (unit.main_started == RealTime{}) // the journal does not tell
    return {"timed out", "timed out as it started or stopped"};
  if (unit.active_since < unit.main_started)
    return {"start timed out", "was not ready in time"};
  return {"timed out", "did not stop in time"};
}

Ending started_too_often(const UnitState& unit)
{
  const Ending last = ending_by_main_process(unit);
  if (last.words.empty() || unit.exit_code_kind == 0)
    return {"started too often", "was started too often"};
  return {last.brief, fmt::format("was started too often; last it {}", last.words)};
}

} // namespace

Ending ending_of(const UnitState& unit)
{
  const std::string_view result = unit.result;
  if (result.empty() || result == "success")
    return {};
  if (result == "exit-code" || result == "signal" || result == "core-dump") {
    const Ending ending = ending_by_main_process(unit);
    return ending.words.empty() ? Ending{unit.result, "a helper process of the unit failed"}
                                : ending;
  }
  if (result == "oom-kill")
    return out_of_memory(unit);
  if (result == "timeout")
    return timed_out(unit);
  if (result == "watchdog")
    return {"watchdog", "did not report to the watchdog in time"};
  if (result == "start-limit-hit")
    return started_too_often(unit);
  if (result == "protocol")
    return {"not ready", "ended before it said that it was ready"};
  if (result == "resources")
    return {"could not start",
            "could not start: a file or resource that the unit needs is missing"};
  return {unit.result, fmt::format("systemd says: {}", result)};
}

} // namespace mcpctl
