#include "plan/apply.hpp"

#include "plan/read_back.hpp"
#include "plan/verify.hpp"
#include "store/log_places.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

OwedKind owed_kind(JobKind kind)
{
  switch (kind) {
  case JobKind::stop:
    return OwedKind::stop;
  case JobKind::start:
    return OwedKind::start;
  default:
    return OwedKind::restart;
  }
}

// Everything that is lost if we are killed from here on.
Debt debt_of(const Plan& plan)
{
  Debt debt = plan.carried;
  if (plan.reload || !plan.deletes.empty())
    debt.push_back({OwedKind::reload, ""});
  for (const auto* jobs : {&plan.stops, &plan.starts}) {
    for (const JobRequest& job : *jobs)
      debt.push_back({owed_kind(job.kind), job.unit});
  }
  return debt;
}

bool belongs_to(const std::string& path, const std::string& unit)
{
  const auto id = instance_of_unit(unit);
  if (!id)
    return false;
  const UnitPaths paths = unit_paths(*id, is_socket(unit) ? ServerType::stdio : ServerType::none);
  return path == paths.marked || path == paths.session || path == paths.environment
         || path == paths.wants
         || std::find(paths.companions.begin(), paths.companions.end(), path)
                != paths.companions.end();
}

// One plan while it is carried out. Each step leaves the world such that the next apply, reading
// what is owed, finds its way from there.
class Execution
{
public:
  Execution(Site& site, Lock& lock, const ApplyOptions& options, const ApplyEvents& events,
            Applied& applied)
      : site_(site), lock_(lock), options_(options), events_(events), applied_(applied),
        plan_(applied.plan), owed_before_(lock.debt())
  {
  }

  Status run()
  {
    if (auto status = write_and_reload(); !status)
      return status;
    if (auto status = stop_and_delete(); !status)
      return status;
    Rolling rolling(site_.manager, plan_.awaited,
                    {.wait = options_.wait,
                     .wait_limit = options_.wait_limit,
                     .job_done = events_.job_done,
                     .step_done = [this](const JobStep& step) { no_longer_owe(step); }});
    if (auto status = start(rolling); !status)
      return status;
    if (auto status = lock_.release(still_owed_); !status)
      return status;
    return settle(rolling);
  }

private:
  // Until systemd has understood the new files, everything can be taken back.
  Status write_and_reload()
  {
    still_owed_ = plan_.carried;
    owed_ = debt_of(plan_);
    if (auto status = lock_.record(owed_); !status)
      return forget(status.error());
    if (events_.recorded) {
      if (auto status = events_.recorded(); !status)
        return forget(status.error());
    }
    if (!owed_before_.empty()) {
      if (auto status = sweep(site_.folders, site_.disk_hook); !status)
        return forget(status.error());
    }
    for (const LogPlace& place : plan_.log_places) {
      if (auto status = make_log_place(place, site_.scope); !status)
        return forget(status.error());
    }
    Changes changes(site_.folders, site_.disk_hook);
    if (auto status = changes.make(plan_.writes); !status)
      return take_back(changes, status.error(), false);
    if (!plan_.reload)
      return Nothing{};
    if (auto status = site_.manager.reload(); !status)
      return take_back(changes, status.error(), true);
    if (auto status = read_back(site_.manager, plan_.read_back); !status)
      return take_back(changes, status.error(), true);
    return Nothing{};
  }

  Status take_back(Changes& changes, Error error, bool reload)
  {
    if (auto status = changes.put_back(); !status) {
      error.what += "; putting the files back failed too: " + status.error().what;
      return error;
    }
    if (reload) {
      if (auto status = site_.manager.reload(); !status)
        error.what +=
            "; reloading after the files were put back failed too: " + status.error().what;
    }
    return forget(std::move(error));
  }

  // Nothing was done, so that nothing is owed but what was owed before.
  Status forget(Error error)
  {
    if (auto status = lock_.release(owed_before_); !status)
      error.what += "; " + status.error().what;
    return error;
  }

  Status stop_and_delete()
  {
    if (plan_.stops.empty() && plan_.deletes.empty())
      return Nothing{};
    auto left = stop();
    if (!left)
      return left.error();
    std::vector<FileChange> deletes = plan_.deletes;
    std::erase_if(deletes, [&](const FileChange& change) {
      return std::any_of(left->begin(), left->end(), [&](const std::string& unit) {
        return belongs_to(change.file.path, unit);
      });
    });
    return deletes.empty() ? Status(Nothing{}) : delete_files(std::move(deletes));
  }

  // Before the starts: what the target wanted until now must not come up with it again. Its links
  // go first: of what is wanted at the reload, and has no files any more, systemd complains in the
  // journal.
  Status delete_files(std::vector<FileChange> deletes)
  {
    const auto files =
        std::stable_partition(deletes.begin(), deletes.end(),
                              [](const FileChange& change) { return change.file.is_link; });
    Changes changes(site_.folders, site_.disk_hook);
    if (auto status = changes.make({deletes.begin(), files}); !status)
      return status;
    if (auto status = site_.manager.reload(); !status)
      return status;
    if (auto status = changes.make({files, deletes.end()}); !status)
      return status;
    return forget_loaded();
  }

  // What is stopped and wanted by nothing was unloaded. Another server, or a link of the user's,
  // may want it still.
  Status forget_loaded()
  {
    std::vector<std::string> names;
    for (const JobRequest& job : plan_.stops)
      names.push_back(job.unit);
    if (names.empty())
      return Nothing{};
    const auto loaded = site_.manager.list(names);
    if (!loaded.ok())
      return loaded.error();
    return loaded->empty() ? Status(Nothing{}) : site_.manager.reload();
  }

  // Stops what is to be removed, and answers with the units that would not stop.
  Result<std::vector<std::string>> stop()
  {
    std::vector<std::string> names;
    for (const JobRequest& job : plan_.stops)
      names.push_back(job.unit);
    auto outcomes = site_.manager.run_jobs(plan_.stops, events_.job_done);
    if (!outcomes)
      return outcomes.error();
    if (auto status = stop_what_a_failure_started(names); !status)
      return status.error();
    // Units that were not loaded cannot be stopped and need not be; so only the result counts.
    auto summaries = site_.manager.summaries(names);
    if (!summaries)
      return summaries.error();
    std::vector<std::string> left;
    for (const UnitSummary& summary : *summaries) {
      if (summary.active_state == "inactive" || summary.active_state == "failed")
        continue;
      left.push_back(summary.unit);
      still_owed_.push_back({OwedKind::stop, summary.unit});
      for (const JobOutcome& outcome : *outcomes) {
        if (outcome.unit == summary.unit)
          applied_.failed_jobs.push_back(outcome);
      }
    }
    // A stop answered with an exit status leaves "failed", of a unit that is no more.
    if (auto status = site_.manager.reset_failed(names); !status)
      return status.error();
    return left;
  }

  // Whatever ends a long roll, what it has restarted is not restarted again. Best effort.
  void no_longer_owe(const JobStep& step)
  {
    std::erase_if(owed_, [&](const Owed& owed) {
      return std::any_of(step.begin(), step.end(),
                         [&](const JobRequest& job) { return job.unit == owed.unit; });
    });
    (void)lock_.record(owed_);
  }

  // A server that had to be killed ends as failed, and that starts the timer of its next try, or
  // is about to: another stop takes such a job back.
  Status stop_what_a_failure_started(const std::vector<std::string>& names)
  {
    auto summaries = site_.manager.summaries(names);
    if (!summaries)
      return summaries.error();
    const bool any_failed =
        std::any_of(summaries->begin(), summaries->end(),
                    [](const UnitSummary& unit) { return unit.active_state == "failed"; });
    if (!any_failed)
      return Nothing{};
    auto ended = site_.manager.run_jobs(plan_.stops, events_.job_done);
    return ended ? Status(Nothing{}) : Status(ended.error());
  }

  // What is held back runs as it did before, and so is owed its restart still.
  Status start(Rolling& rolling)
  {
    if (plan_.starts.empty())
      return Nothing{};
    std::vector<std::string> names;
    for (const JobRequest& job : plan_.starts)
      names.push_back(job.unit);
    if (auto status = site_.manager.reset_failed(names); !status)
      return status;
    const std::set<std::string> at_once;
    if (auto status = rolling.run(
            rolling_steps(plan_.starts, options_.all_at_once ? at_once : plan_.rolling));
        !status)
      return status;
    for (const HeldBack& held : rolling.held_back())
      still_owed_.push_back({owed_kind(held.job.kind), held.job.unit});
    return Nothing{};
  }

  Status settle(Rolling& rolling)
  {
    if (auto status = rolling.settle(); !status)
      return status;
    const auto& failed = rolling.failed_jobs();
    applied_.failed_jobs.insert(applied_.failed_jobs.end(), failed.begin(), failed.end());
    applied_.verdicts = rolling.verdicts();
    applied_.held_back = rolling.held_back();
    return Nothing{};
  }

  Site& site_;
  Lock& lock_;
  const ApplyOptions& options_;
  const ApplyEvents& events_;
  Applied& applied_;
  const Plan& plan_;
  Debt owed_before_;
  Debt owed_;       // as recorded
  Debt still_owed_; // at the end
};

void tell(const ApplyEvents& events, const Plan& plan)
{
  if (events.planned)
    events.planned(plan);
}

// Has systemd check the escape hatches of the plan, but for the units already checked, and turns
// its complaints into refusals.
Status verify(const Site& site, Plan& plan, std::set<std::string>& verified)
{
  std::erase_if(plan.verify,
                [&](const WantedUnit& unit) { return verified.contains(unit.rendered.unit); });
  for (const WantedUnit& unit : plan.verify)
    verified.insert(unit.rendered.unit);
  auto wrong = verify_escape_hatch(plan.verify, plan.shared, site.scope);
  if (!wrong)
    return wrong.error();
  for (Error& error : *wrong)
    plan.refusals.push_back(std::move(error));
  return Nothing{};
}

// What is asked for; it stays the same however often the plan is made.
struct Order
{
  const std::vector<std::string>& wanted;
  const Planner& planner;
  const ApplyOptions& options;
  const ApplyEvents& events;
};

// Plans again under the lock, where nothing changes any more, and carries it out.
Result<Applied> apply_locked(Site& site, Lock& lock, const Order& order,
                             std::set<std::string> verified)
{
  const Debt owed = lock.debt();
  auto found = find(site, order.wanted);
  if (!found) {
    (void)lock.release(owed);
    return found.error();
  }
  add_memory(site, *found);
  Applied applied{.plan = order.planner(*found)};
  if (auto status = verify(site, applied.plan, verified); !status) {
    (void)lock.release(owed);
    return status.error();
  }
  if (!applied.plan.refusals.empty()) {
    (void)lock.release(owed);
    return applied;
  }
  tell(order.events, applied.plan);
  applied.changed = applied.plan.changes();
  Execution execution(site, lock, order.options, order.events, applied);
  if (auto status = applied.changed ? execution.run() : lock.release(applied.plan.carried); !status)
    return status.error();
  return applied;
}

} // namespace

Result<Applied> apply(Site& site, const std::vector<std::string>& wanted, const Planner& planner,
                      const ApplyOptions& options, const ApplyEvents& events)
{
  auto found = find(site, wanted);
  if (!found)
    return found.error();
  Applied applied{.plan = planner(*found)};
  std::set<std::string> verified;
  if (auto status = verify(site, applied.plan, verified); !status)
    return status.error();
  if (!applied.plan.refusals.empty())
    return applied;
  if (!applied.plan.changes() && !found->locked) {
    tell(events, applied.plan);
    return applied;
  }
  auto lock = Lock::take(site.folders.persistent, site.boot_id, events.waiting, site.disk_hook);
  if (!lock)
    return lock.error();
  return apply_locked(site, *lock, {wanted, planner, options, events}, std::move(verified));
}

std::string Applied::result_of(const Action& action) const
{
  for (const JobOutcome& outcome : failed_jobs) {
    if (outcome.unit == action.unit)
      return outcome.error.what.empty() ? "job " + outcome.result : outcome.error.what;
  }
  for (const Verdict& verdict : verdicts) {
    if (verdict.unit == action.unit && !verdict.up())
      return describe(verdict);
  }
  for (const HeldBack& held : held_back) {
    if (held.job.unit == action.unit)
      return describe(held);
  }
  return action.kind == ActionKind::keep ? "kept" : "done";
}

bool Applied::ok() const
{
  return plan.refusals.empty() && failed_jobs.empty()
         && std::all_of(verdicts.begin(), verdicts.end(),
                        [](const Verdict& verdict) { return verdict.up(); });
}

} // namespace mcpctl
