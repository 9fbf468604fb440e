// status --watch: the table for as long as somebody looks at it.
#pragma once

#include "cli/context.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// Until it is interrupted. On a terminal the table is drawn in place: at once when something
// changes, and each second for the figures. Elsewhere a table, or with --json a line, is printed
// whenever something but the figures has changed.
[[nodiscard]] Result<ExitCode> watch_status(const Context& context,
                                            const std::vector<std::string>& selectors);

} // namespace mcpctl
