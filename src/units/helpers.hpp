// The helper units that do something for one server: the watch over its files, and the alert when
// it has failed. Internal to src/units.
#pragma once

#include "units/section.hpp"

namespace mcpctl {

// Adds the drop-ins of those that the server has, and what systemd must read back of them.
void add_watch(RenderedUnit& unit, Work& work);
void add_alert(RenderedUnit& unit, Work& work);

} // namespace mcpctl
