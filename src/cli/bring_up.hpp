// Starting, restarting, reloading and stopping units by hand: what verbs of control do to what is
// installed.
#pragma once

#include "cli/context.hpp"
#include "plan/apply.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// What did not go well: jobs that failed, servers that did not stay up, and instances that were
// left as they were for that.
struct Trouble
{
  std::vector<JobOutcome> jobs;
  std::vector<Verdict> verdicts;
  std::vector<HeldBack> held_back;
  std::vector<InstanceId> ended = {}; // by a signal that was to make them reload

  [[nodiscard]] bool any() const { return !jobs.empty() || !verdicts.empty() || !ended.empty(); }
  [[nodiscard]] bool of(const std::string& unit) const
  {
    const auto is_it = [&](const auto& each) { return each.unit == unit; };
    return std::any_of(jobs.begin(), jobs.end(), is_it)
           || std::any_of(verdicts.begin(), verdicts.end(), is_it)
           || std::any_of(held_back.begin(), held_back.end(),
                          [&](const HeldBack& held) { return held.job.unit == unit; });
  }
};

// How servers are brought up.
struct Manner
{
  JobKind kind = JobKind::start;
  ApplyOptions options;
  bool all_at_once = false;
};

// Whether a reload sends it a signal; to others it is a restart.
[[nodiscard]] bool knows_reload(const InstalledUnit& unit);
// A start by hand is a new beginning: counters and the start limit are forgotten first. Instances
// that run are restarted one after another, unless all at once.
[[nodiscard]] Result<Trouble> bring_up(const Context& context, Connection& connection,
                                       const std::vector<InstalledUnit>& units,
                                       const Manner& manner);
// A stop leaves "stopped", never "failed".
[[nodiscard]] Result<Trouble> take_down(const Context& context, Connection& connection,
                                        const std::vector<InstalledUnit>& units);

} // namespace mcpctl
