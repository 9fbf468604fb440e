// Why files cannot be watched, in words that name the limit and what lifts it.
#pragma once

#include "watch/tree.hpp"

#include <string>

namespace mcpctl {

// The value of a limit below /proc/sys/fs/inotify, by its name; empty where it cannot be read.
using ReadLimit = std::string (*)(const char* name);
[[nodiscard]] std::string limit_of(const char* name);

[[nodiscard]] std::string describe(const WatchFailure& failure, ReadLimit limit);

} // namespace mcpctl
