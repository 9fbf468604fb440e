// The list of a PM2 that runs, as `pm2 jlist` prints it and `pm2 save` keeps it (dump.pm2): one
// entry for each process, with a copy of the whole environment that PM2 was called with.
#pragma once

#include "exchange/foreign.hpp"

namespace mcpctl {

[[nodiscard]] bool is_process_list(const Value& root);

// Its applications as the file that they were started from may have said it: the processes of one
// are one, and of the environment stays what a plain login does not give.
[[nodiscard]] Foreign read_process_list(const Value& root);

} // namespace mcpctl
