// The ports of a server that is about to be written, against those of all others of the scope.
#pragma once

#include "cli/context.hpp"
#include "config/read.hpp"
#include "store/store.hpp"

#include <string>

namespace mcpctl {

// An error for each server that is configured in the default files, or installed from whatever
// file, and has a port of `server`; `option` is what gave it that. `read` is the configuration with
// the server itself, in which ports are compared already.
[[nodiscard]] Diagnostics taken_ports(const Context& context, const std::string& server,
                                      const Configuration& read, const Installed& installed,
                                      const std::string& option);

} // namespace mcpctl
