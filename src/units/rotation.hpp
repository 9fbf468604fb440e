// The helper units that rotate a server's log files. Internal to src/units.
#pragma once

#include "units/render.hpp"

namespace mcpctl {

// Adds their drop-ins, where the server asks for rotation.
void add_rotation(RenderedUnit& unit, const Server& server, const Target& target);

} // namespace mcpctl
