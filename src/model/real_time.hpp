// A moment of the wall clock, to the microsecond, as systemd and the journal tell it.
#pragma once

#include <chrono>

namespace mcpctl {

using RealTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;

} // namespace mcpctl
