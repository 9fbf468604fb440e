// Which service manager a command speaks to: the caller's own or the machine's.
#pragma once

namespace mcpctl {

enum class Scope { user, system };

} // namespace mcpctl
