// What a control group remembers of its memory: all of it goes with the group. Plain values.
#pragma once

#include <cstdint>
#include <optional>

namespace mcpctl {

// Unknown where the kernel does not tell it.
struct MemoryAccount
{
  std::optional<std::uint64_t> kills; // processes that the kernel killed for want of memory
  std::optional<std::uint64_t> peak;  // bytes, at most so far, with what files left in memory
  std::uint64_t reclaimable = 0;      // bytes of files that the kernel gives up before it kills
};

} // namespace mcpctl
