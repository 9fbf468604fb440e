// Which ports the servers' instances take, and where two want the same.
#pragma once

#include "config/problems.hpp"

#include <optional>
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

// "port 3000 of "a" overlaps ports 2999 to 3001 of "b""; nothing where they share none.
[[nodiscard]] std::optional<std::string> overlap(const PortClaim& claim, const PortClaim& other);

// Reports each claim that overlaps an earlier defined one; `claims` is in order of definition.
void check_ports(std::vector<PortClaim> claims, Problems& problems);

} // namespace mcpctl
