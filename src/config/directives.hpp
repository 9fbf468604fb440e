// How the values of the escape hatch are spelt in a unit file.
#pragma once

#include "config/value.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct Spelling
{
  Spot spot;
  std::optional<std::string> text; // nothing: systemd has no such value
};

// One line's value for each: of a string, integer or boolean, or of each of an array.
[[nodiscard]] std::vector<Spelling> spellings_of(const Value& value);

} // namespace mcpctl
