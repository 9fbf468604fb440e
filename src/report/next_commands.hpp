// The two or three commands that one would want next, of a server in that state.
#pragma once

#include "observe/server_state.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct NextCommand
{
  std::string command; // can be pasted into a shell as it is
  std::string purpose; // "why it failed"
};

// `mcpctl` is how the caller has to call it in this scope: "mcpctl --system"; `of_file` the same
// for the file that the server is from: "mcpctl -c blog.toml".
[[nodiscard]] std::vector<NextCommand>
next_commands(const ServerState& server, const std::string& mcpctl, const std::string& of_file);

} // namespace mcpctl
