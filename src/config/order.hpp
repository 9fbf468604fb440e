// Which servers start before which: the names of `after` found among all servers of a reading.
#pragma once

#include "config/problems.hpp"
#include "model/server.hpp"

#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// One server's `after`, as it is written.
struct OrderWish
{
  std::size_t server = 0; // whose: its place among the servers
  std::string prefix;     // its project's, "blog.": names mean servers of the same project first
  const Value* names = nullptr;
  bool inherited = false; // from [defaults]: the server named there does not mean itself
};

// Fills in `after` of the servers. Reports names that are not among `names` (of all servers,
// those left out for their errors included), servers that come after themselves, and cycles, each
// once.
void resolve_order(std::vector<Server>& servers, const std::vector<OrderWish>& wishes,
                   const std::set<std::string>& names, Problems& problems);

} // namespace mcpctl
