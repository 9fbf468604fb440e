// What doctor's checks look at, gathered for this caller.
#pragma once

#include "cli/context.hpp"
#include "doctor/facts.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// Of servers only those that the selectors name; exit code 4 when one names nothing. Without a
// manager, or without a configuration that can be read, the facts say so, and hold all else.
[[nodiscard]] Result<Facts> gather_facts(const Context& context,
                                         const std::vector<std::string>& selectors);

} // namespace mcpctl
