// The list of a PM2 that runs, as `pm2 jlist` prints it and `pm2 save` keeps it (dump.pm2): one
// entry for each process, with a copy of the whole environment that PM2 was called with.
#pragma once

#include "exchange/foreign.hpp"

namespace mcpctl {

[[nodiscard]] bool is_process_list(const Value& root);

// Its applications as the file that they were started from may have said it: the processes of one
// are one, and of the environment stays what a plain login does not give.
[[nodiscard]] Foreign read_process_list(const Value& root);

// Whether the environment is a copy of a shell's.
[[nodiscard]] bool is_copied_environment(const Table& env);
// Takes out what a login, a terminal, a desktop, npm and PM2 put there, and answers with the names.
[[nodiscard]] std::vector<std::string> reduce_environment(Table& env);
// What is said of them.
[[nodiscard]] std::string dropped_note(const std::vector<std::string>& names);

} // namespace mcpctl
