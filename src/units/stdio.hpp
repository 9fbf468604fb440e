// The units of a stdio server: a socket that listens, and a service template of which systemd
// starts an instance for each connection, with a control group and a journal of its own
// (systemd.socket(5), Accept=). Internal to src/units.
#pragma once

#include "units/section.hpp"

namespace mcpctl {

[[nodiscard]] RenderedUnit render_stdio_unit(Work& work);

} // namespace mcpctl
