// What differs between two renderings of a unit, and what that asks of a running service.
#pragma once

#include "units/unit_file.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// What a change from one rendering of a unit to another needs. Files of equal bytes need nothing;
// even a changed comment needs a reload, or every systemctl call warns of files changed on disk.
enum class Need { nothing, reload, restart };

// `installed` and `wanted` are all files of one unit; the shared ones, template included, are given
// apart, since a directive may move between template and drop-in. Order does not matter.
[[nodiscard]] Need compare(const std::vector<UnitFile>& installed,
                           const std::vector<UnitFile>& wanted,
                           const std::vector<UnitFile>& shared_installed,
                           const std::vector<UnitFile>& shared_wanted);

// Names of the directives, of environment variables ("environment NAME"), of links and marker
// fields that differ, for "why"; never a value.
[[nodiscard]] std::vector<std::string> differing_settings(const std::vector<UnitFile>& installed,
                                                          const std::vector<UnitFile>& wanted);

} // namespace mcpctl
