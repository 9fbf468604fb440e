// What the configuration wants, against what is installed: stale, not applied, orphaned. Pure.
#pragma once

#include "observe/server_state.hpp"
#include "store/store.hpp"
#include "units/render.hpp"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// What a configuration that could be read renders to.
struct Expected
{
  std::set<std::string> owners; // the files that were read: only what belongs to them is judged
  std::vector<RenderedUnit> units;
};

// Tells of each server, `servers[i]` being the state of `installed[i]`, whether it is stale: its
// files differ from what is wanted, or nothing of it is wanted any more.
void judge_staleness(std::vector<ServerState>& servers, const std::vector<InstalledUnit>& installed,
                     const Expected& wanted);

// Servers whose file is gone. What came from standard input ("-") has none that could go.
void mark_orphans(std::vector<ServerState>& servers,
                  const std::function<bool(const std::string& owner)>& exists);

// Each wanted unit that is not installed, as it would be, in the order wanted.
[[nodiscard]] std::vector<InstalledUnit>
not_applied_units(const Expected& wanted, const std::vector<InstalledUnit>& installed);

} // namespace mcpctl
