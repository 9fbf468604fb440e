// Other programs, run and waited for.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

// What the command writes to its standard output; empty where it cannot be run.
[[nodiscard]] std::string output_of(const std::vector<std::string>& command);
// Whether it ends with status 0. It runs with the lowest priority, in the folder of that
// descriptor.
[[nodiscard]] bool run_in_background(const std::vector<std::string>& command, int folder);

} // namespace mcpctl
