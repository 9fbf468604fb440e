// What PM2 runs for an application: script, interpreter and arguments as one command.
#pragma once

#include "exchange/pm2_server.hpp"

namespace mcpctl {

// The command, with what is to be said of it; a problem where there is none.
[[nodiscard]] ConvertedCommand pm2_command(Pm2Server& server);

} // namespace mcpctl
