#include "plan/settle.hpp"

#include "mcp/listener.hpp"
#include "mcp/ready.hpp"
#include "observe/ending.hpp"
#include "observe/missing_program.hpp"
#include "store/store.hpp"
#include "systemd/control_group.hpp"

#include <algorithm>
#include <csignal>
#include <fmt/format.h>
#include <set>

namespace mcpctl {

namespace {

using namespace std::chrono_literals;

// Of what fails three times in a row nobody expects that it stays up the fourth time.
constexpr unsigned enough_failures = 3;
// On its way from one run to the next a unit is inactive for an instant.
constexpr auto down_for_good = 150ms;
// A program that is not a service reads the end of its input and is gone within this time.
constexpr auto at_once = 5s;
// Changes that come together are read together.
constexpr auto gathering = 20ms;
constexpr auto probe_every = 50ms;
constexpr auto probe_limit = 100ms;

bool runs(const UnitState& state)
{
  return state.summary.active_state == "active" || state.summary.active_state == "reloading";
}

bool has_ended(const UnitState& state)
{
  return state.summary.active_state == "failed" || state.summary.active_state == "inactive"
         || state.summary.sub_state == "auto-restart";
}

std::vector<std::string> names_of(const std::set<std::string>& units)
{
  return {units.begin(), units.end()};
}

// All units of one wait.
class Wait
{
public:
  Wait(Manager& manager, const std::vector<Awaited>& units, SteadyTime deadline)
      : manager_(manager), deadline_(deadline)
  {
    for (const Awaited& unit : units) {
      observations_.emplace_back(unit);
      dirty_.insert(unit.unit);
      if (!unit.url.empty() && !groups_)
        groups_ = ControlGroups::find();
    }
  }

  Status run()
  {
    // Subscribes, so that nothing is missed between the first look and the first wait.
    if (auto status = listen(0ms); !status)
      return status;
    while (waiting() && std::chrono::steady_clock::now() < deadline_) {
      if (auto status = look(); !status)
        return status;
      probe();
      if (!waiting())
        break;
      if (auto status = listen(until_next()); !status)
        return status;
    }
    return Nothing{};
  }

  [[nodiscard]] std::vector<Verdict> verdicts() const
  {
    std::vector<Verdict> all;
    for (const Observation& seen : observations_) {
      all.push_back(seen.verdict());
      if (seen.verdict().up())
        continue;
      if (auto ending = ending_without_program(seen.state(), seen.awaited().program))
        all.back().ended = std::move(ending->words);
    }
    return all;
  }

private:
  [[nodiscard]] bool waiting() const
  {
    return std::any_of(observations_.begin(), observations_.end(), [](const Observation& seen) {
      return seen.verdict().fate == Fate::waiting;
    });
  }

  // Reads those of which something was heard, and those whose time is over.
  Status look()
  {
    const SteadyTime now = std::chrono::steady_clock::now();
    std::set<std::string> due;
    for (const Observation& seen : observations_) {
      const auto at = seen.settles_at();
      if (seen.verdict().fate == Fate::waiting
          && ((at && *at <= now) || dirty_.contains(seen.awaited().unit)))
        due.insert(seen.awaited().unit);
    }
    dirty_.clear();
    if (due.empty())
      return Nothing{};
    auto states = manager_.states(names_of(due));
    if (!states)
      return states.error();
    const SteadyTime then = std::chrono::steady_clock::now();
    for (const UnitState& state : *states) {
      for (Observation& seen : observations_) {
        if (seen.awaited().unit == state.summary.unit && seen.verdict().fate == Fate::waiting)
          seen.see(state, then);
      }
    }
    return Nothing{};
  }

  // Asks the servers that speak http. An answer counts only if it is a process of the unit that
  // listens there, and is then followed by another look at the unit.
  void probe()
  {
    const SteadyTime now = std::chrono::steady_clock::now();
    if (!groups_ || now < next_probe_)
      return;
    std::vector<Observation*> asked;
    std::vector<std::string> urls;
    for (Observation& seen : observations_) {
      if (seen.verdict().fate != Fate::waiting || seen.awaited().url.empty() || !runs(seen.state()))
        continue;
      asked.push_back(&seen);
      urls.push_back(seen.awaited().url);
    }
    const std::vector<bool> answers = http_answers(urls, probe_limit);
    for (std::size_t i = 0; i < asked.size(); ++i) {
      if (!answers[i]
          || !any_listens(groups_->processes(asked[i]->state().control_group),
                          port_of_url(asked[i]->awaited().url)))
        continue;
      asked[i]->answered();
      dirty_.insert(asked[i]->awaited().unit);
    }
    next_probe_ = std::chrono::steady_clock::now() + probe_every;
    if (!dirty_.empty())
      (void)look();
  }

  [[nodiscard]] std::chrono::milliseconds until_next() const
  {
    SteadyTime next = deadline_;
    for (const Observation& seen : observations_) {
      if (seen.verdict().fate != Fate::waiting)
        continue;
      if (const auto at = seen.settles_at())
        next = std::min(next, *at);
      if (!seen.awaited().url.empty() && runs(seen.state()))
        next = std::min(next, next_probe_);
    }
    const auto left = next - std::chrono::steady_clock::now();
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(left), 0ms);
  }

  // Listens to the bus until something is heard of a unit that is waited for, and a moment longer.
  Status listen(std::chrono::milliseconds limit)
  {
    const auto hear = [this](const std::string& unit) {
      const bool ours =
          std::any_of(observations_.begin(), observations_.end(), [&](const Observation& seen) {
            return seen.awaited().unit == unit && seen.verdict().fate == Fate::waiting;
          });
      if (ours)
        dirty_.insert(unit);
      return ours;
    };
    const auto before = dirty_.size();
    auto status = manager_.watch(limit, [&](const std::string& unit) { return !hear(unit); });
    if (!status || dirty_.size() == before)
      return status;
    return manager_.watch(gathering, [&](const std::string& unit) {
      (void)hear(unit);
      return true;
    });
  }

  Manager& manager_;
  SteadyTime deadline_;
  std::vector<Observation> observations_;
  std::set<std::string> dirty_;
  std::optional<ControlGroups> groups_;
  SteadyTime next_probe_{};
};

} // namespace

Awaited awaited_of(const Marker& marker, const std::vector<UnitFile>& files)
{
  const auto says = [&files](std::string_view line) {
    return std::any_of(files.begin(), files.end(), [line](const UnitFile& file) {
      return holds_marker(file.path) && file.text.find(line) != std::string::npos;
    });
  };
  return {.unit = unit_of(marker.id, marker.type),
          .id = marker.id,
          .settle = marker.settle,
          .type = marker.type,
          .url = marker.type == ServerType::http ? marker.url : "",
          .program = marker.argv.empty() ? "" : marker.argv.front(),
          // A socket is up as soon as systemd says so: there is no process that could go.
          .notify = says("\nType=notify\n") || marker.type == ServerType::stdio,
          .runs_once = says("\nRestart=no\n")};
}

Observation::Observation(Awaited awaited)
    : awaited_(std::move(awaited)), verdict_{.unit = awaited_.unit,
                                             .id = awaited_.id,
                                             .fate = Fate::waiting}
{
}

void Observation::see(const UnitState& state, SteadyTime now)
{
  const bool same = runs(state_) == runs(state) && state_.restarts == state.restarts
                    && state_.invocation_id == state.invocation_id
                    && state_.summary.active_state == state.summary.active_state;
  if (!seen_ || !same) {
    since_ = now;
    answered_ = answered_ && state_.invocation_id == state.invocation_id;
  }
  seen_ = true;
  state_ = state;
  remember_end(state);
  verdict_.fate = judge(state, now);
  verdict_.silent_url = runs(state) && !answered_ ? awaited_.url : "";
}

void Observation::remember_end(const UnitState& state)
{
  verdict_.times = state.restarts + (has_ended(state) ? 1 : 0);
  const bool has_run = state.main_exited != RealTime{} && state.main_exited >= state.main_started;
  const bool by_itself = has_run && state.exit_code_kind == CLD_EXITED && state.exit_status == 0;
  std::string words =
      by_itself && state.result == "success" ? "exited with status 0" : ending_of(state).words;
  if (!words.empty())
    verdict_.ended = std::move(words);
  if (!has_run)
    return;
  verdict_.lived = state.main_exited - state.main_started;
  verdict_.looks_like_stdio = awaited_.type != ServerType::stdio && !awaited_.runs_once && by_itself
                              && *verdict_.lived < at_once;
}

Fate Observation::judge(const UnitState& state, SteadyTime now) const
{
  if (state.summary.active_state == "failed" || verdict_.times >= enough_failures)
    return Fate::failing;
  if (state.summary.active_state == "inactive") {
    if (now - since_ < down_for_good)
      return Fate::waiting;
    return verdict_.lived && state.exit_code_kind == CLD_EXITED ? Fate::exited : Fate::stopped;
  }
  if (!runs(state))
    return Fate::waiting;
  const bool may_be_silent = !awaited_.must_answer || awaited_.url.empty();
  const bool settled =
      awaited_.notify || answered_ || (may_be_silent && now - since_ >= awaited_.settle);
  return settled ? Fate::up : Fate::waiting;
}

std::optional<SteadyTime> Observation::settles_at() const
{
  if (runs(state_) && awaited_.must_answer && !awaited_.url.empty())
    return {};
  if (runs(state_))
    return since_ + awaited_.settle;
  if (seen_ && state_.summary.active_state == "inactive")
    return since_ + down_for_good;
  return {};
}

Result<std::vector<Verdict>> wait_until_up(Manager& manager, const std::vector<Awaited>& units,
                                           std::chrono::milliseconds limit)
{
  Wait wait(manager, units, std::chrono::steady_clock::now() + limit);
  if (auto status = wait.run(); !status)
    return status.error();
  return wait.verdicts();
}

std::string describe(const Verdict& verdict)
{
  // The program never ran: how long systemd tried and how often says nothing.
  if (verdict.ended.starts_with("could not start"))
    return verdict.ended;
  std::string ended = verdict.ended;
  if (!ended.empty() && verdict.lived)
    ended += fmt::format(" after {:.1f} s", std::chrono::duration<double>(*verdict.lived).count());
  if (!ended.empty() && verdict.times > 1)
    ended += fmt::format(", {} times", verdict.times);
  const std::string reason = ended.empty() ? "" : ": " + ended;
  switch (verdict.fate) {
  case Fate::up:
    return "";
  case Fate::stopped:
    return "stopped while it was being started" + reason;
  case Fate::exited:
    return "ended by itself" + reason;
  case Fate::waiting:
    if (!verdict.silent_url.empty())
      return fmt::format("runs, but did not answer at {} within the time to wait",
                         verdict.silent_url);
    return "not up within the time to wait" + reason;
  case Fate::failing:
    break;
  }
  return ended.empty() ? "did not start" : "started but did not stay up" + reason;
}

} // namespace mcpctl
