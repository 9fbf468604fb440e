// Asks everything about a few servers, for `show`: what systemd made of their files, what runs
// beside them, how they ended before, and what they wrote last.
#pragma once

#include "model/scope.hpp"
#include "observe/server_detail.hpp"
#include "store/store.hpp"
#include "systemd/control_group.hpp"
#include "systemd/manager.hpp"

#include <vector>

namespace mcpctl {

// Where to look.
struct Examination
{
  Manager& manager;
  Scope scope = Scope::user;
  const UnitFolders& folders;
  const Installed& installed; // all of the scope: the neighbours
  const ControlGroups& groups;
  bool logs = true; // also what they wrote last
};

// `states` are those of `units`; of what is not applied, the files as they would be. One answer for
// each, in that order. A journal that cannot be read is no error: the answers say so.
[[nodiscard]] Result<std::vector<ServerDetail>> examine(const Examination& around,
                                                        const std::vector<ServerState>& states,
                                                        const std::vector<InstalledUnit>& units);

// The same as far as files tell, without a manager.
[[nodiscard]] std::vector<ServerDetail> examine_files(const std::vector<ServerState>& states,
                                                      const std::vector<InstalledUnit>& units,
                                                      const UnitFolders& folders);

} // namespace mcpctl
