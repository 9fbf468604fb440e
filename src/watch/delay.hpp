// When to act on changes that come one after another: once it has been quiet for the delay, and at
// the latest after ten times as long, so that what writes without end does not keep it off.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

namespace mcpctl {

class ChangeDelay
{
public:
  using Time = std::chrono::steady_clock::time_point;

  explicit ChangeDelay(std::chrono::milliseconds delay) : delay_(delay) {}

  void change(Time now)
  {
    first_ = first_.value_or(now);
    last_ = now;
  }
  void reset() { first_.reset(); }
  // Nothing where nothing has changed.
  [[nodiscard]] std::optional<Time> due() const
  {
    if (!first_)
      return std::nullopt;
    return std::min(last_ + delay_, *first_ + delay_ * 10);
  }

private:
  std::chrono::milliseconds delay_;
  std::optional<Time> first_;
  Time last_;
};

} // namespace mcpctl
