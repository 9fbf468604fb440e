// Why a stdio server's socket cannot be connected to.
#pragma once

#include "cli/context.hpp"
#include "model/name.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

// `error` is the errno of the attempt. The answer's exit code is 4 where there is no such server.
[[nodiscard]] Error why_unreachable(const Context& context, const ServerName& server, int error);

// "mcpctl VERB NAME" as the caller has to type it: with the scope where it is not the usual one.
[[nodiscard]] std::string command_about(const Context& context, std::string_view verb,
                                        const ServerName& server);

} // namespace mcpctl
