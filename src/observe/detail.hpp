// What the files of an installed server say of it, for `show`, which must work without the
// configuration. Pure.
#pragma once

#include "observe/server_state.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct ServerDetail
{
  ServerState state;
  std::string written;            // the command as the configuration writes it
  std::string working_directory;  // empty: the home folder, or one that the escape hatch names
  std::string user;               // empty: the manager's own; "dynamic"
  std::vector<std::string> files; // ours, absolute, with the template
  std::optional<std::vector<std::string>> environment; // names; nothing where that may not be read
  std::vector<std::string> environment_files;          // the user's own
  std::vector<std::string> secrets;                    // "TOKEN", "CERT (file)"
  // Limits as written; empty: none.
  std::string memory_max, memory_high, cpu_quota, tasks_max;
  std::string restart; // "always"; empty: the template's, which is that
};

[[nodiscard]] ServerDetail detail_of(const ServerState& state, const InstalledUnit& unit,
                                     const UnitFolders& folders);

// Of the drop-ins that systemd has read for a unit (LoadedUnit::drop_in_paths) those that are not
// ours.
[[nodiscard]] std::vector<std::string> foreign_drop_ins(const std::vector<std::string>& loaded,
                                                        const ServerDetail& server);

// Folder of the unit's files, without a closing slash.
[[nodiscard]] const std::string& folder_of(const InstalledUnit& unit, const UnitFolders& folders);

} // namespace mcpctl
