// Whether so many lines came within so little time that journald may have dropped others: by
// default it takes at least 10,000 in 30 s of a service, and of all services of a user together.
#pragma once

#include "model/real_time.hpp"
#include "systemd/line_burst.hpp"

#include <cstddef>
#include <vector>

namespace mcpctl {

class Burst
{
public:
  static constexpr std::size_t limit = least_line_limit;

  // Times come in order; zero is not known, and does not count.
  void add(RealTime at)
  {
    if (seen_ || at == RealTime{})
      return;
    if (times_.size() < limit) {
      times_.push_back(at);
      return;
    }
    seen_ = at - times_[next_] < std::chrono::seconds(30);
    times_[next_] = at;
    next_ = (next_ + 1) % limit;
  }
  [[nodiscard]] bool seen() const { return seen_; }

private:
  std::vector<RealTime> times_; // of the last lines; the oldest is at next_
  std::size_t next_ = 0;
  bool seen_ = false;
};

} // namespace mcpctl
