// What the kernel tells of a process (proc(5)), for less than a question to the manager costs.
#pragma once

#include "model/real_time.hpp"

#include <optional>
#include <string_view>

namespace mcpctl {

// When it was started, to the hundredth of a second; nothing if there is no such process.
[[nodiscard]] std::optional<RealTime> process_started(int pid);

// Field 22 of /proc/PID/stat: ticks since boot. The name in field 2 may hold anything, ")"
// included.
[[nodiscard]] std::optional<unsigned long long> start_ticks(std::string_view stat);

} // namespace mcpctl
