// The command line of mcpctl-watch, as units/watch.cpp writes it.
#pragma once

#include "watch/ignore.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace mcpctl {

struct WatchOptions
{
  bool is_system = false;
  std::string unit;
  std::chrono::milliseconds delay{};
  IgnoreList ignored;
  std::vector<std::string> roots;
};

// Nothing where the words make no sense.
[[nodiscard]] std::optional<WatchOptions> parse_watch_options(std::span<char* const> words);

} // namespace mcpctl
