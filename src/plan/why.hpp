// Why an action is taken, in few words and without any value.
#pragma once

#include "store/store.hpp"
#include "units/compare.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// "command changed", "environment changed: NODE_ENV", "memory_max changed (no restart needed)".
// Where no setting differs: what else does, such as the place in the file.
[[nodiscard]] std::string why_changed(const InstalledUnit& installed, const Marker& wanted,
                                      const std::vector<UnitFile>& wanted_files, Need need,
                                      bool template_changed);

// The configuration's key for a directive ("MemoryMax" → "memory_max"); a directive that no key
// stands for keeps its name.
[[nodiscard]] std::string key_of_directive(const std::string& directive);

} // namespace mcpctl
