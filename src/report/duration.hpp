// Spans, times and sizes as people and as machines read them.
#pragma once

#include "model/real_time.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace mcpctl {

// "0:10:30", "3d 4:05:06". Negative spans (a clock that was set back) count as zero, here and
// below.
[[nodiscard]] std::string format_uptime(std::chrono::microseconds span);
// The two largest units, rounded up to seconds: "41s", "1min 5s", "2h", "3d 4h".
[[nodiscard]] std::string format_wait(std::chrono::microseconds span);
// Processor time: "12ms", "1.2s", "3min 4s", "5h 12min".
[[nodiscard]] std::string format_cpu_time(std::uint64_t usec);
// To the base 1024: "512B", "69.2M".
[[nodiscard]] std::string format_size(std::uint64_t bytes);
// "2026-02-03T12:04:07Z"
[[nodiscard]] std::string format_rfc3339(RealTime at);
// "2026-02-03T12:04:07.000123Z"
[[nodiscard]] std::string format_rfc3339_usec(RealTime at);
// "12:04:07", or "2026-02-03 12:04:07" on another day than `now`; both in the process's time zone.
[[nodiscard]] std::string format_clock(RealTime at, RealTime now);

} // namespace mcpctl
