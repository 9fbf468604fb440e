// The service manager, over D-Bus: the one header that shows everything mcpctl asks of systemd
// (org.freedesktop.systemd1(5)). Calls that concern several units are sent together before the
// first reply is read. Errors are words for the user, with what mends them.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"
#include "systemd/unit_state.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

enum class JobKind { start, stop, restart, try_restart, reload, reload_or_restart };

struct JobRequest
{
  std::string unit;
  JobKind kind = JobKind::start;
};

// How a job ended: systemd's word ("done", "failed", "timeout", "dependency", "canceled",
// "skipped"), or "waiting" where it goes on, or the error that kept it from being queued.
struct JobOutcome
{
  std::string unit;
  std::string result;
  Error error; // `what` empty unless the job could not be queued
  [[nodiscard]] bool ok() const { return result == "done" || result == "skipped"; }
};

// How much states() asks of units that are alive: each question costs a message for each unit.
enum class Detail {
  glance, // no InvocationID, no status text
  whole,
};

// What the manager has told of since it was asked last.
struct ManagerNews
{
  std::set<std::string> units; // servers, sockets, sessions and retry timers whose state changed
  bool reloaded = false;       // it has read its files again, or is another process

  [[nodiscard]] bool any() const { return reloaded || !units.empty(); }
};

class Manager
{
public:
  // `runtime_dir` is XDG_RUNTIME_DIR of the user scope (already derived and checked); unused for
  // system. Exit code 5 with the cause and what mends it when no manager answers.
  [[nodiscard]] static Result<Manager> connect(Scope scope, const std::string& runtime_dir);
  Manager(Manager&&) noexcept;
  Manager& operator=(Manager&&) noexcept;
  ~Manager();

  [[nodiscard]] Result<unsigned> version(); // 252
  [[nodiscard]] Result<std::vector<std::string>>
  unit_path(); // the manager's own UnitPath, in order
  [[nodiscard]] Result<std::string>
  control_group(); // the manager's own, below the hierarchy's root

  // State of each unit, in the order asked; a unit that systemd does not know is `loaded == false`.
  // Of a socket only its summary and its result.
  [[nodiscard]] Result<std::vector<UnitState>> states(const std::vector<std::string>& units,
                                                      Detail detail = Detail::whole);
  // Only ActiveState and SubState: one call.
  [[nodiscard]] Result<std::vector<UnitSummary>> summaries(const std::vector<std::string>& units);
  // Units of the manager whose name matches a glob, loaded ones only.
  [[nodiscard]] Result<std::vector<UnitSummary>> list(const std::vector<std::string>& patterns);
  // What systemd understood of each unit's files.
  [[nodiscard]] Result<std::vector<LoadedUnit>> loaded(const std::vector<std::string>& units);
  // What it holds each service to.
  [[nodiscard]] Result<std::vector<UnitSettings>>
  settings(const std::vector<std::string>& services);
  // When the timers elapse next; zero: not waiting.
  [[nodiscard]] Result<std::vector<RealTime>> next_elapse(const std::vector<std::string>& timers);

  [[nodiscard]] Status reload();
  // Counters and failed states; units that are not loaded are no error.
  [[nodiscard]] Status reset_failed(const std::vector<std::string>& units);
  // Queues all jobs at once, then waits for all of them, if there is a limit no longer than that;
  // `progress` hears of each end.
  [[nodiscard]] Result<std::vector<JobOutcome>>
  run_jobs(const std::vector<JobRequest>& jobs,
           const std::function<void(const JobOutcome&)>& progress = {},
           std::optional<std::chrono::milliseconds> limit = {});
  [[nodiscard]] Status kill(const std::string& unit, int signal);

  // Handles what arrives on the bus for up to `limit`, and tells of every property change of a
  // unit since the watch before; returns early once `changed` answers false. Signals only flow
  // after the first watch.
  [[nodiscard]] Status watch(std::chrono::milliseconds limit,
                             const std::function<bool(const std::string& unit)>& changed);
  // For those who keep looking: waits for news, for up to `limit` or until `wake_fd` is readable
  // (-1: never). Tells all that came meanwhile; the first call begins to listen.
  [[nodiscard]] Result<ManagerNews> news(std::chrono::milliseconds limit, int wake_fd);

private:
  struct Impl;
  explicit Manager(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

} // namespace mcpctl
