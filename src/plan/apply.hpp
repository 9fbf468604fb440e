// Carries a plan out so that it may be killed at any moment: what is decided on is recorded as owed
// first, files are written before systemd is told, what systemd understood is read back before
// anything is stopped, and nothing is forgotten before it is done.
#pragma once

#include "plan/plan.hpp"
#include "plan/rolling.hpp"
#include "plan/settle.hpp"

#include <functional>
#include <string>
#include <vector>

namespace mcpctl {

// Where apply works. `boot_id` is the kernel's.
struct Site
{
  Manager& manager;
  Scope scope = Scope::user;
  UnitFolders folders;
  std::string boot_id;
  std::function<bool(const std::string& owner)> owner_exists;
  DiskHook disk_hook; // tests only
};

struct ApplyOptions
{
  bool wait = true;                             // for servers to be up; for the jobs in any case
  std::chrono::milliseconds wait_limit{30'000}; // for each instance, where they roll
  bool all_at_once = false;                     // instances too
};

struct ApplyEvents
{
  std::function<void(const Plan&)> planned; // right before it is carried out, or found empty
  std::function<Status()> recorded;         // it is owed from here on; an error, and nothing is
  std::function<void(int pid)> waiting;     // another apply holds the lock
  std::function<void(const JobOutcome&)> job_done;
};

struct Applied
{
  Plan plan;
  bool changed = false;
  std::vector<JobOutcome> failed_jobs;
  std::vector<Verdict> verdicts;   // of everything started, unless not waited for
  std::vector<HeldBack> held_back; // owed to the next apply

  // How the action on a unit ended: "done", "kept", or why not.
  [[nodiscard]] std::string result_of(const Action& action) const;
  [[nodiscard]] bool ok() const;
};

using Planner = std::function<Plan(const Found&)>;

// The world as far as the plan must know it. `wanted` are the units of the configuration.
[[nodiscard]] Result<Found> find(Site& site, const std::vector<std::string>& wanted);

// Adds what the running servers use, for the warnings of a plan that lowers a limit. Best effort.
void add_memory(Site& site, Found& found);

// Plans, and where there is something to do, takes the lock, plans again on what is found then, and
// carries it out. A plan with refusals comes back unexecuted. An error means: as before, or, where
// it says so, to be finished by the next apply.
[[nodiscard]] Result<Applied> apply(Site& site, const std::vector<std::string>& wanted,
                                    const Planner& planner, const ApplyOptions& options,
                                    const ApplyEvents& events);

} // namespace mcpctl
