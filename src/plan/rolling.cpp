#include "plan/rolling.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace mcpctl {

namespace {

// Of a server with an instances key: it may have others that serve meanwhile.
std::optional<ServerName> server_of_instance(const std::string& unit)
{
  const auto id = instance_of_unit(unit);
  return id && id->index ? std::optional(id->server) : std::nullopt;
}

// How long those have to be looked at that are not on their way any more.
std::chrono::milliseconds time_to_judge(const std::vector<Awaited>& units)
{
  TimeSpan longest{};
  for (const Awaited& unit : units)
    longest = std::max(longest, unit.settle);
  return std::chrono::ceil<std::chrono::milliseconds>(longest) + std::chrono::milliseconds(500);
}

std::set<ServerName> servers_of(const std::vector<JobStep>& steps)
{
  std::set<ServerName> servers;
  for (const JobStep& step : steps) {
    for (const JobRequest& job : step) {
      if (const auto server = server_of_instance(job.unit))
        servers.insert(*server);
    }
  }
  return servers;
}

} // namespace

std::vector<JobStep> rolling_steps(const std::vector<JobRequest>& jobs,
                                   const std::set<std::string>& running)
{
  std::vector<JobStep> steps(1);
  std::map<ServerName, std::size_t> next; // step of the server's next running instance
  for (const JobRequest& job : jobs) {
    if (running.contains(job.unit))
      continue;
    steps[0].push_back(job);
    if (const auto server = server_of_instance(job.unit))
      next[*server] = 1;
  }
  for (const JobRequest& job : jobs) {
    if (!running.contains(job.unit))
      continue;
    const auto server = server_of_instance(job.unit);
    const std::size_t step = server ? next[*server]++ : 0;
    if (step >= steps.size())
      steps.resize(step + 1);
    steps[step].push_back(job);
  }
  std::erase_if(steps, [](const JobStep& step) { return step.empty(); });
  return steps;
}

std::string describe(const HeldBack& held)
{
  return fmt::format("not restarted, since {} did not come up", to_string(held.failed));
}

Rolling::Rolling(Manager& manager, const std::map<std::string, Awaited>& awaited,
                 RollingOptions options)
    : manager_(manager), awaited_(awaited), options_(std::move(options))
{
}

Status Rolling::run(const std::vector<JobStep>& steps)
{
  for (auto step = steps.begin(); step != steps.end(); ++step) {
    // Only who waits knows whether the one before is up.
    if (auto status = settle(servers_of({step, steps.end()})); !status)
      return status;
    if (step != steps.begin() && options_.step_done)
      options_.step_done(*std::prev(step));
    last_ = without_held_back(*step);
    if (auto status = do_jobs(last_); !status)
      return status;
  }
  return Nothing{};
}

Status Rolling::settle()
{
  return settle({});
}

JobStep Rolling::without_held_back(const JobStep& step)
{
  JobStep left;
  for (const JobRequest& job : step) {
    const auto id = instance_of_unit(job.unit);
    const auto failed = id ? failed_.find(id->server) : failed_.end();
    if (failed == failed_.end())
      left.push_back(job);
    else
      held_back_.push_back({job, *id, failed->second});
  }
  return left;
}

Status Rolling::do_jobs(const JobStep& step)
{
  if (step.empty())
    return Nothing{};
  auto outcomes = manager_.run_jobs(
      step, options_.job_done, options_.wait ? std::optional(options_.wait_limit) : std::nullopt);
  if (!outcomes)
    return outcomes.error();
  overran_ = false;
  for (JobOutcome& outcome : *outcomes) {
    // Whether its unit comes up is judged below, as of all the others.
    const bool waiting = outcome.result == "waiting";
    overran_ = overran_ || waiting;
    if (!outcome.ok() && !waiting)
      failed_jobs_.push_back(std::move(outcome));
  }
  if (!options_.wait)
    note_failures(step);
  return Nothing{};
}

// A failed start job is followed up too: the unit's own words say more than the job's.
Status Rolling::settle(const std::set<ServerName>& to_go_on)
{
  const JobStep step = std::exchange(last_, {});
  std::vector<Awaited> units;
  for (const JobRequest& job : step) {
    const auto awaited = awaited_.find(job.unit);
    if (awaited == awaited_.end())
      continue;
    units.push_back(awaited->second);
    units.back().must_answer = to_go_on.contains(awaited->second.id.server);
  }
  if (!options_.wait || units.empty())
    return Nothing{};
  auto verdicts =
      wait_until_up(manager_, units, overran_ ? time_to_judge(units) : options_.wait_limit);
  if (!verdicts)
    return verdicts.error();
  std::erase_if(failed_jobs_, [&](const JobOutcome& outcome) {
    return outcome.error.what.empty()
           && std::any_of(verdicts->begin(), verdicts->end(),
                          [&](const Verdict& verdict) { return verdict.unit == outcome.unit; });
  });
  std::move(verdicts->begin(), verdicts->end(), std::back_inserter(verdicts_));
  note_failures(step);
  return Nothing{};
}

void Rolling::note_failures(const JobStep& step)
{
  const auto failed = [this](const std::string& unit) {
    return std::any_of(failed_jobs_.begin(), failed_jobs_.end(),
                       [&](const JobOutcome& job) { return job.unit == unit; })
           || std::any_of(verdicts_.begin(), verdicts_.end(), [&](const Verdict& verdict) {
                return verdict.unit == unit && !verdict.up();
              });
  };
  for (const JobRequest& job : step) {
    const auto id = instance_of_unit(job.unit);
    if (id && failed(job.unit))
      failed_.emplace(id->server, *id);
  }
}

} // namespace mcpctl
