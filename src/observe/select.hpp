// Which servers a SELECTOR means: a name, an instance (web:2), a tag (@work), a glob ('web*'), the
// exact command line as written or resolved, or "all". Pure.
#pragma once

#include "model/result.hpp"
#include "units/unit_file.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// The indices in `candidates` that the selectors mean, each once, in the order of the candidates.
// With `owners` only servers that belong to one of those files are seen; empty: all are. No
// selector at all means every server, be there none. A selector that means nothing is exit code 4,
// with the nearest name.
[[nodiscard]] Result<std::vector<std::size_t>>
select_servers(const std::vector<Marker>& candidates, const std::vector<std::string>& selectors,
               const std::set<std::string>& owners);

} // namespace mcpctl
