// The screen of `mcpctl status`.
#pragma once

#include "observe/server_state.hpp"
#include "report/style.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// One line for each unit. CPU is the time used, or percent where two samples told it.
[[nodiscard]] std::string status_table(const std::vector<ServerState>& servers, const Style& style,
                                       RealTime now);

// What the state of the servers calls for, a line each: "configuration changed: mcpctl apply".
// Empty when there is nothing to do. Belongs to standard error.
// `options` are those that an apply of what is stale needs: " -c FILE".
[[nodiscard]] std::string status_hints(const std::vector<ServerState>& servers,
                                       const std::string& options);

// For a scope in which nothing is installed: the first commands to type, others where the file
// `is_there` already.
[[nodiscard]] std::string first_steps(const std::string& configuration_file, bool is_there);

// "running", "failed (exit 1)", "restarting, next try in 41s", with "stale" and "orphaned" behind.
[[nodiscard]] std::string state_in_words(const ServerState& server, RealTime now);

// What stands behind a state that has a reason: " (exit 1)", ": out of memory (limit 200M)".
[[nodiscard]] std::string beside_state(const Ending& ending);

// The state's colour.
[[nodiscard]] Paint paint_of(RunState state);

} // namespace mcpctl
