// What the files of a server say of it, installed or as they would be, for `show`, which must work
// without the configuration. Pure.
#pragma once

#include "observe/server_detail.hpp"
#include "store/store.hpp"
#include "systemd/unit_state.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// What the files tell. The user's own environment files and secrets are only named.
[[nodiscard]] ServerDetail detail_of(const ServerState& state, const InstalledUnit& unit,
                                     const UnitFolders& folders);

// What systemd made of them: its own word counts, for a drop-in of the administrator's may have
// changed it. `counted` are the controllers that the manager has: "memory", "cpu", "pids".
void add_settings(ServerDetail& server, const UnitSettings& settings,
                  const std::vector<std::string>& counted);

// Of the drop-ins that systemd has read for a unit (LoadedUnit::drop_in_paths) those that are not
// ours.
[[nodiscard]] std::vector<std::string> foreign_drop_ins(const std::vector<std::string>& loaded,
                                                        const ServerDetail& server);

// Folder of the unit's files, without a closing slash.
[[nodiscard]] const std::string& folder_of(const InstalledUnit& unit, const UnitFolders& folders);

// The service that runs the program: the unit itself, or any session of a stdio server.
[[nodiscard]] std::string service_of(const InstalledUnit& unit);

} // namespace mcpctl
