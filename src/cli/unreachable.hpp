// Why a stdio server's socket cannot be connected to.
#pragma once

#include "cli/context.hpp"
#include "model/name.hpp"

namespace mcpctl {

// `error` is the errno of the attempt. The answer's exit code is 4 where there is no such server.
[[nodiscard]] Error why_unreachable(const Context& context, const ServerName& server, int error);

} // namespace mcpctl
