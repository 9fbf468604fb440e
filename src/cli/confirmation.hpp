// A question to the person at the terminal.
#pragma once

#include <string>

namespace mcpctl {

// Whether there is somebody to ask: standard input and standard error are terminals.
[[nodiscard]] bool can_ask();
// Asks on standard error; only a "y" is a yes.
[[nodiscard]] bool confirm(const std::string& question);

} // namespace mcpctl
