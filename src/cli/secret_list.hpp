// secret list: what is kept and what is needed.
#pragma once

#include "cli/context.hpp"
#include "model/name.hpp"

#include <optional>

namespace mcpctl {

[[nodiscard]] Result<ExitCode> list_secrets(const Context& context,
                                            const std::optional<ServerName>& server);

} // namespace mcpctl
