// Servers that are applied while others are looked at.
#pragma once

#include "cli/context.hpp"
#include "store/store.hpp"

#include <string>
#include <vector>

namespace mcpctl {

class Newcomers
{
public:
  // `units`: those that the selectors name so far.
  Newcomers(const Context& context, std::vector<std::string> selectors,
            std::vector<InstalledUnit> units);

  // The units that they name besides, each told once. Reads the unit folders only after a change.
  [[nodiscard]] std::vector<InstalledUnit> look();
  // All that were told, and the first ones.
  [[nodiscard]] const std::vector<InstalledUnit>& units() const { return units_; }

private:
  const Context& context_;
  std::vector<std::string> selectors_;
  std::vector<InstalledUnit> units_;
  std::string print_;
  bool unsettled_ = true; // the folders have changed just before the last look
};

} // namespace mcpctl
