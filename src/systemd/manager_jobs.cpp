// Manager: jobs, and the signal that tells how they end.
#include "systemd/manager_impl.hpp"

#include <sdbus-c++/Message.h>
#include <sdbus-c++/Types.h>

#include <optional>
#include <unordered_map>

namespace mcpctl {
namespace {

constexpr const char* job_removed_rule =
    "type='signal',sender='org.freedesktop.systemd1',path='/org/freedesktop/systemd1',"
    "interface='org.freedesktop.systemd1.Manager',member='JobRemoved'";

const char* method_of(JobKind kind)
{
  switch (kind) {
  case JobKind::start:
    return "StartUnit";
  case JobKind::stop:
    return "StopUnit";
  case JobKind::restart:
    return "RestartUnit";
  case JobKind::try_restart:
    return "TryRestartUnit";
  case JobKind::reload:
    return "ReloadUnit";
  case JobKind::reload_or_restart:
    return "ReloadOrRestartUnit";
  }
  return "";
}

// The jobs of one run: which are queued, and which of them still run. Two requests for one unit can
// share a job.
struct Run
{
  std::vector<JobOutcome> outcomes;
  std::unordered_multimap<std::string, std::size_t> waiting; // job's object path → outcome
};

// Hands ended jobs' results to the outcomes that wait for them.
void settle(Run& run, std::map<std::string, std::string>& ended,
            const std::function<void(const JobOutcome&)>& progress)
{
  for (auto& [job, result] : ended) {
    const auto [first, last] = run.waiting.equal_range(job);
    for (auto it = first; it != last; ++it) {
      run.outcomes[it->second].result = result;
      if (progress)
        progress(run.outcomes[it->second]);
    }
    run.waiting.erase(first, last);
  }
  ended.clear();
}

} // namespace

Status Manager::Impl::subscribe()
{
  if (subscribed)
    return Nothing{};
  subscribed = true;
  // The bus handles our messages in order: the match is in force before the first job is queued,
  // and so is the subscription, whose answer need not be waited for.
  auto matched = bus.match(job_removed_rule, [this](sdbus::Message& signal) {
    std::uint32_t id = 0;
    sdbus::ObjectPath job;
    std::string unit;
    std::string result;
    signal >> id >> job >> unit >> result;
    ended_jobs[job] = result;
  });
  if (!matched)
    return matched;
  call_subscribe();
  return Nothing{};
}

Result<std::vector<JobOutcome>>
Manager::run_jobs(const std::vector<JobRequest>& jobs,
                  const std::function<void(const JobOutcome&)>& progress,
                  std::optional<std::chrono::milliseconds> limit)
{
  Impl& manager = *impl_;
  if (auto subscribed = manager.subscribe(); !subscribed)
    return subscribed.error();
  using Clock = std::chrono::steady_clock;
  const Clock::time_point end = limit ? Clock::now() + *limit : Clock::time_point::max();
  Run run;
  run.outcomes.resize(jobs.size());
  manager.ended_jobs.clear();
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    run.outcomes[i].unit = jobs[i].unit;
    manager.bus.call(
        manager_target(), method_of(jobs[i].kind),
        [&](sdbus::MethodCall& call) { call << jobs[i].unit << std::string("replace"); },
        [&, i](sdbus::MethodReply& reply, const BusError* error) {
          if (error != nullptr) {
            run.outcomes[i].error = manager.words(*error, jobs[i].unit);
            return;
          }
          sdbus::ObjectPath job;
          reply >> job;
          run.waiting.emplace(job, i);
        });
  }
  if (auto queued = manager.bus.finish(); !queued)
    return queued.error();
  const auto all_ended = [&] {
    settle(run, manager.ended_jobs, progress);
    return run.waiting.empty();
  };
  if (auto ended = manager.bus.handle_until(end, all_ended); !ended)
    return ended.error();
  for (const auto& [job, outcome] : run.waiting)
    run.outcomes[outcome].result = "waiting";
  return run.outcomes;
}

} // namespace mcpctl
