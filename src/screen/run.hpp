// mcpctl monit: brings together the terminal, the servers, their logs and what is done to them.
#pragma once

#include "cli/context.hpp"

namespace mcpctl {

[[nodiscard]] Result<ExitCode> run_monit(const Context& context,
                                         const std::vector<std::string>& selectors);

} // namespace mcpctl
