// "Up means up": a server counts as started once it is the same invocation, without a restart, for
// its settling time, or has said earlier that it is ready.
#pragma once

#include "model/server.hpp"
#include "systemd/manager.hpp"
#include "units/unit_file.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

using SteadyTime = std::chrono::steady_clock::time_point;

// One unit to wait for, its start job being done.
struct Awaited
{
  std::string unit;
  InstanceId id;
  TimeSpan settle{};
  ServerType type = ServerType::none;
  std::string url;          // of a server that speaks http: up as soon as it answers
  std::string program;      // absolute path
  bool notify = false;      // says itself when it is ready: systemd calls it active only then
  bool runs_once = false;   // restart = "no": what ends at once may be meant to
  bool must_answer = false; // at its url, if it has one, however long it stays up
};

[[nodiscard]] Awaited awaited_of(const Marker& marker, const std::vector<UnitFile>& files);

enum class Fate { up, failing, exited, stopped, waiting };

struct Verdict
{
  std::string unit;
  InstanceId id;
  Fate fate = Fate::waiting; // waiting: neither up nor failed when the time was over
  std::string ended;         // how the last run did, a clause: "exited with status 1"
  std::optional<std::chrono::microseconds> lived; // and how long it took; unknown if it never ran
  unsigned times = 0;                             // how many runs have ended
  bool looks_like_stdio = false;
  std::string silent_url; // it runs, but nothing has answered there

  [[nodiscard]] bool up() const { return fate == Fate::up; }
};

// What has been seen of one unit so far.
class Observation
{
public:
  explicit Observation(Awaited awaited);

  // Takes a state into account; nothing is decided as long as the verdict says `waiting`.
  void see(const UnitState& state, SteadyTime now);
  // It answered: it is up if the next look finds the same run.
  void answered() { answered_ = true; }
  // When another look decides if nothing happens to it; nothing while it is on its way.
  [[nodiscard]] std::optional<SteadyTime> settles_at() const;
  [[nodiscard]] const Verdict& verdict() const { return verdict_; }
  [[nodiscard]] const Awaited& awaited() const { return awaited_; }
  [[nodiscard]] const UnitState& state() const { return state_; }

private:
  void remember_end(const UnitState& state);
  [[nodiscard]] Fate judge(const UnitState& state, SteadyTime now) const;

  Awaited awaited_;
  UnitState state_;
  SteadyTime since_{}; // in this state, of this invocation
  bool seen_ = false;
  bool answered_ = false;
  Verdict verdict_;
};

// Waits for all of them at once, at most `limit`.
[[nodiscard]] Result<std::vector<Verdict>>
wait_until_up(Manager& manager, const std::vector<Awaited>& units, std::chrono::milliseconds limit);

// "started but did not stay up: exited with status 1 after 0.4 s, 3 times"; empty when it is up.
[[nodiscard]] std::string describe(const Verdict& verdict);

} // namespace mcpctl
