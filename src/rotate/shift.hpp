// Which of the older files move on and which go, when there is a new number 1 or time has passed.
// Pure: names and ages in, names out.
#pragma once

#include "model/rotated_name.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mcpctl {

struct OlderFile
{
  RotatedName name;
  std::chrono::seconds age{};
};

struct Retention
{
  unsigned keep = 1; // files besides the one that is written
  std::optional<std::chrono::seconds> max_age;
};

// Renames that make room for a new number 1, in an order in which none overwrites another. After a
// gap, as a killed rotation leaves one, nothing needs to move.
[[nodiscard]] std::vector<std::pair<RotatedName, RotatedName>>
renames_for_new(const std::vector<OlderFile>& files);

// Those that are too many or too old. A compressed file beside a plain one of the same number is
// one that was not finished.
[[nodiscard]] std::vector<RotatedName> superfluous(const std::vector<OlderFile>& files,
                                                   const Retention& keeping);

} // namespace mcpctl
