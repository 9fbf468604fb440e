// Spans of time and sizes of memory as systemd writes them (systemd.time(7), PARSING TIME SPANS;
// systemd.resource-control(5), MemoryMax=).
#pragma once

#include "model/result.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace mcpctl {

using TimeSpan = std::chrono::microseconds;

// "5min 20s", "100ms", "1.5h", "infinity"; a bare number is seconds. Errors: empty, unknown unit,
// overflow.
[[nodiscard]] Result<TimeSpan> parse_time_span(std::string_view text);
// The shortest form that systemd reads back to the same span: "5min 20s", "0", "infinity".
[[nodiscard]] std::string format_time_span(TimeSpan span);
inline constexpr TimeSpan infinite_span = TimeSpan::max();

// Memory: bytes, a percentage of the machine's memory, or no limit.
struct ByteSize
{
  enum class Kind { bytes, percent, infinite };
  Kind kind = Kind::bytes;
  std::uint64_t amount = 0; // bytes, or hundredths of a percent
  bool operator==(const ByteSize&) const = default;
};

// "200M", "1.5G", "40%", "infinity"; units to the base 1024.
[[nodiscard]] Result<ByteSize> parse_byte_size(std::string_view text);
// As systemd reads it: "200M", "40%", "infinity".
[[nodiscard]] std::string format_byte_size(const ByteSize& size);

} // namespace mcpctl
