// Starting and restarting in steps: of a server's running instances one is restarted after the
// other, the next only once the last is up, so that clients find some of them at any moment.
#pragma once

#include "plan/settle.hpp"
#include "systemd/manager.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// Jobs that are done at the same time.
using JobStep = std::vector<JobRequest>;

// The first step holds what takes no instance of a server away that has others in `running`:
// everything but its running instances, if any of it does not run, else the first of these. Each
// later step holds the next running instance of each server.
[[nodiscard]] std::vector<JobStep> rolling_steps(const std::vector<JobRequest>& jobs,
                                                 const std::set<std::string>& running);

// An instance that was left as it was, because one before it did not come up.
struct HeldBack
{
  JobRequest job;
  InstanceId id;
  InstanceId failed;
};

// "not restarted, since web:1 did not come up"
[[nodiscard]] std::string describe(const HeldBack& held);

struct RollingOptions
{
  bool wait = true;                             // for units to be up, in each step
  std::chrono::milliseconds wait_limit{30'000}; // of each step, for the jobs too
  std::function<void(const JobOutcome&)> job_done;
  std::function<void(const JobStep&)> step_done; // of all but the last; what failed is held back
};

// Jobs in steps. Whoever has a step waited for knows what went wrong with it, even if a later call
// fails.
class Rolling
{
public:
  // `awaited`: how to tell of a unit whether it is up; what is not in it is not waited for.
  Rolling(Manager& manager, const std::map<std::string, Awaited>& awaited, RollingOptions options);

  // Does all the steps, and waits until each is up but the last; a server that speaks http must
  // answer where others follow. Holds back the instances of a server one of which does not come up.
  [[nodiscard]] Status run(const std::vector<JobStep>& steps);
  // Waits until the last step is up, too.
  [[nodiscard]] Status settle();

  // Jobs that failed, but for those of units that are judged below.
  [[nodiscard]] const std::vector<JobOutcome>& failed_jobs() const { return failed_jobs_; }
  [[nodiscard]] const std::vector<Verdict>& verdicts() const { return verdicts_; }
  [[nodiscard]] const std::vector<HeldBack>& held_back() const { return held_back_; }

private:
  [[nodiscard]] JobStep without_held_back(const JobStep& step);
  [[nodiscard]] Status do_jobs(const JobStep& step);
  [[nodiscard]] Status settle(const std::set<ServerName>& to_go_on);
  void note_failures(const JobStep& step);

  Manager& manager_;
  const std::map<std::string, Awaited>& awaited_;
  RollingOptions options_;
  JobStep last_;
  bool overran_ = false;                    // jobs of the last step go on, and its time is over
  std::map<ServerName, InstanceId> failed_; // the first of each server
  std::vector<JobOutcome> failed_jobs_;
  std::vector<Verdict> verdicts_;
  std::vector<HeldBack> held_back_;
};

} // namespace mcpctl
