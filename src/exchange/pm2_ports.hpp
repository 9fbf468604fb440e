// Which ports the servers of one import have, so that no two get the same.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

class Pm2Ports
{
public:
  // Takes `count` ports from `first` on for a server, under a profile or, with an empty one,
  // without. Answers with whose one of them is already; empty: they are taken now.
  [[nodiscard]] std::string take(const std::string& server, const std::string& profile,
                                 unsigned first, unsigned count)
  {
    for (const Taken& taken : taken_) {
      const bool can_meet = profile.empty() || taken.profile.empty() || profile == taken.profile;
      if (taken.server != server && can_meet && first < taken.first + taken.count
          && taken.first < first + count)
        return taken.server;
    }
    taken_.push_back({server, profile, first, count});
    return "";
  }

private:
  struct Taken
  {
    std::string server;
    std::string profile;
    unsigned first;
    unsigned count;
  };
  std::vector<Taken> taken_;
};

} // namespace mcpctl
