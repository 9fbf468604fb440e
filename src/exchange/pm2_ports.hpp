// Which ports the servers of one import have, so that no two get the same.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

class Pm2Ports
{
public:
  // Ports of one server, under a profile or, with an empty one, without.
  struct Taken
  {
    std::string server;
    std::string profile;
    unsigned first;
    unsigned count;
  };

  // Takes them, and answers with those of another server that has one of them already.
  [[nodiscard]] std::optional<Taken> take(const Taken& wanted)
  {
    const auto other = std::find_if(taken_.begin(), taken_.end(), [&](const Taken& taken) {
      return taken.server != wanted.server && can_meet(taken, wanted);
    });
    const std::optional<Taken> met =
        other == taken_.end() ? std::nullopt : std::optional<Taken>(*other);
    if (!met)
      taken_.push_back(wanted);
    return met;
  }

  // The next port from which on as many are nobody's; 0 where there is none.
  [[nodiscard]] unsigned next_free(Taken wanted) const
  {
    for (; wanted.first + wanted.count <= 65536; ++wanted.first) {
      if (std::none_of(taken_.begin(), taken_.end(),
                       [&](const Taken& taken) { return can_meet(taken, wanted); }))
        return wanted.first;
    }
    return 0;
  }

private:
  static bool can_meet(const Taken& one, const Taken& other)
  {
    return (one.profile.empty() || other.profile.empty() || one.profile == other.profile)
           && one.first < other.first + other.count && other.first < one.first + one.count;
  }

  std::vector<Taken> taken_;
};

} // namespace mcpctl
