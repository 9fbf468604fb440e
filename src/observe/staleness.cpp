#include "observe/staleness.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace mcpctl {

namespace {

// Somebody who may not read an environment file cannot judge it.
bool is_unreadable(const UnitFile& file)
{
  return file.text.empty() && file.path.ends_with(".env");
}

bool is_same(const UnitFile& installed, const UnitFile& wanted)
{
  return same_file(installed, wanted)
         || (installed.path == wanted.path && installed.mode == wanted.mode
             && is_unreadable(installed));
}

bool are_same(const std::vector<UnitFile>& installed, const std::vector<UnitFile>& wanted)
{
  return std::is_permutation(installed.begin(), installed.end(), wanted.begin(), wanted.end(),
                             is_same);
}

std::map<std::string_view, const RenderedUnit*> by_name(const std::vector<RenderedUnit>& units)
{
  std::map<std::string_view, const RenderedUnit*> names;
  for (const RenderedUnit& unit : units)
    names[unit.unit] = &unit;
  return names;
}

std::optional<Marker> marker_of(const RenderedUnit& unit)
{
  for (const UnitFile& file : unit.files) {
    if (std::optional<Marker> marker = parse_marker(file.text))
      return marker;
  }
  return std::nullopt;
}

} // namespace

void judge_staleness(std::vector<ServerState>& servers, const std::vector<InstalledUnit>& installed,
                     const Expected& wanted)
{
  const auto names = by_name(wanted.units);
  for (std::size_t i = 0; i < servers.size(); ++i) {
    if (!wanted.owners.contains(servers[i].owner))
      continue;
    const auto found = names.find(servers[i].unit);
    servers[i].stale = found == names.end() || !are_same(installed[i].files, found->second->files);
    if (found == names.end() || installed[i].files == found->second->files)
      continue;
    // The server may have moved within its file since it was applied.
    if (const std::optional<Marker> marker = marker_of(*found->second))
      servers[i].source = marker->origin;
  }
}

void mark_orphans(std::vector<ServerState>& servers,
                  const std::function<bool(const std::string& owner)>& exists)
{
  std::map<std::string, bool> known = {{"-", true}, {"", true}};
  for (ServerState& server : servers) {
    auto found = known.find(server.owner);
    if (found == known.end())
      found = known.emplace(server.owner, exists(server.owner)).first;
    server.orphaned = !found->second;
  }
}

std::vector<InstalledUnit> not_applied_units(const Expected& wanted,
                                             const std::vector<InstalledUnit>& installed)
{
  std::set<std::string_view> names;
  for (const InstalledUnit& unit : installed)
    names.insert(unit.unit);
  std::vector<InstalledUnit> units;
  for (const RenderedUnit& unit : wanted.units) {
    if (names.contains(unit.unit))
      continue;
    if (std::optional<Marker> marker = marker_of(unit))
      units.push_back({.marker = std::move(*marker), .unit = unit.unit, .files = unit.files});
  }
  return units;
}

} // namespace mcpctl
