#include "config/ports.hpp"

#include <algorithm>
#include <tuple>

namespace mcpctl {

namespace {

bool is_defined_before(const Spot& a, const Spot& b)
{
  return std::tuple(a.source->order(), a.line, a.column)
         < std::tuple(b.source->order(), b.line, b.column);
}

std::string range_of(const PortClaim& claim)
{
  if (claim.first == claim.last)
    return "port " + std::to_string(claim.first);
  return "ports " + std::to_string(claim.first) + " to " + std::to_string(claim.last);
}

void report(const PortClaim& a, const PortClaim& b, Problems& problems)
{
  const bool a_is_earlier = is_defined_before(a.spot, b.spot);
  const PortClaim& earlier = a_is_earlier ? a : b;
  const PortClaim& later = a_is_earlier ? b : a;
  const Place place{earlier.spot.source->file().shown, earlier.spot.line};
  problems.error(later.spot, overlap(later, earlier).value_or(""),
                 "defined at " + place.file + ":" + std::to_string(place.line));
}

} // namespace

std::optional<std::string> overlap(const PortClaim& claim, const PortClaim& other)
{
  if (claim.first > other.last || claim.last < other.first)
    return std::nullopt;
  return range_of(claim) + " of \"" + claim.server + "\" "
         + (claim.first == claim.last ? "overlaps " : "overlap ") + range_of(other) + " of \""
         + other.server + "\"";
}

void check_ports(std::vector<PortClaim> claims, Problems& problems)
{
  std::stable_sort(claims.begin(), claims.end(),
                   [](const PortClaim& a, const PortClaim& b) { return a.first < b.first; });
  const PortClaim* farthest = nullptr; // of those before, the one that reaches farthest
  for (const PortClaim& claim : claims) {
    if (farthest != nullptr && claim.first <= farthest->last)
      report(*farthest, claim, problems);
    if (farthest == nullptr || claim.last > farthest->last)
      farthest = &claim;
  }
}

} // namespace mcpctl
