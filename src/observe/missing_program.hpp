// Servers that stay up are started by way of systemd-cat, which ends with status 1 where it cannot
// run the program: whether that was it shows in the program's file.
#pragma once

#include "observe/server_state.hpp"
#include "systemd/unit_state.hpp"

#include <optional>
#include <string>

namespace mcpctl {

// Why the kernel runs no such program: "/srv/x does not exist", "... is not executable", "... its
// interpreter /usr/bin/node does not exist"; nothing if none of these is known. Looks at the disk.
[[nodiscard]] std::optional<std::string> why_not_run(const std::string& program);

// The ending of a unit whose last run failed at once, as systemd-cat does, and whose program cannot
// be run; nothing for any other.
[[nodiscard]] std::optional<Ending> ending_without_program(const UnitState& unit,
                                                           const std::string& program);

} // namespace mcpctl
