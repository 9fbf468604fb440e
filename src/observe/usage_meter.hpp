// What units use as it changes: processor time turned into percent. Pure.
#pragma once

#include "systemd/unit_state.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <unordered_map>

namespace mcpctl {

// What a unit used when it was looked at, and how busy that was since the look before.
struct UsageSample
{
  Usage usage;
  std::optional<double> cpu_percent; // of one processor
};

class UsageMeter
{
public:
  using Time = std::chrono::steady_clock::time_point;

  // Takes a look at a unit's use. A unit of which less is counted than before has begun anew. Looks
  // that follow each other too closely to tell how busy it is leave the percentage as it was.
  void add(const std::string& unit, const Usage& usage, Time at);
  // Forgets units that were not looked at since.
  void forget_before(Time at);
  // Empty for a unit that was never looked at.
  [[nodiscard]] UsageSample of(const std::string& unit) const;

private:
  struct Entry
  {
    UsageSample sample;
    std::uint64_t counted_usec = 0; // when the percentage was told last
    Time counted_at;
    Time seen_at;
  };
  std::unordered_map<std::string, Entry> entries_;
};

} // namespace mcpctl
