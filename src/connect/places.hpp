// The two places that the small program must know: the server's socket and the full mcpctl.
#pragma once

#include <string>
#include <string_view>

namespace mcpctl {

// %t/mcp/NAME.sock of the scope, where %t of a user is found as cli/environment.cpp finds it.
[[nodiscard]] std::string socket_path(bool system, std::string_view server);

// Where the full mcpctl is, for a small one whose /proc/self/exe says `link`.
[[nodiscard]] std::string full_program_of(std::string_view link);
[[nodiscard]] std::string full_program();

} // namespace mcpctl
