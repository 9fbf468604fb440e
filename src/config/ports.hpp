// Which ports the servers' instances take, and where two want the same.
#pragma once

#include "config/problems.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct PortClaim
{
  std::string server;
  unsigned first = 0;
  unsigned last = 0;
  Spot spot;
};

// Reports each claim that overlaps an earlier defined one; `claims` is in order of definition.
void check_ports(std::vector<PortClaim> claims, Problems& problems);

} // namespace mcpctl
