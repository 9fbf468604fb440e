// Log files made ready, so that systemd finds a file to append to, with the owner and the mode that
// its content asks for, in a folder that nobody else can turn into another.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"
#include "model/server.hpp"

#include <string>

namespace mcpctl {

// Makes the file and the folders above it, where missing: for its user alone (0600, 0700), in the
// system scope readable for its group (0640, 0755). What is there is left as it is. In the system
// scope, where systemd opens the file as root and follows links, every folder must be root's and no
// other's, and nothing may be a link.
[[nodiscard]] Status make_log_place(const LogPlace& place, Scope scope);

} // namespace mcpctl
