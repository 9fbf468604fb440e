// `mcpctl show NAME`: everything about one server, and the commands one would want next.
#pragma once

#include "model/scope.hpp"
#include "observe/server_detail.hpp"
#include "report/style.hpp"

#include <optional>
#include <string>

namespace mcpctl {

struct ShowContext
{
  Scope scope = Scope::user;
  Style style;
  RealTime now{};
  bool target_enabled = true;    // whether mcp.target starts at boot
  std::optional<bool> linger;    // user scope: whether the manager starts at boot; unknown: nothing
  std::string mcpctl = "mcpctl"; // how the caller has to call it: "mcpctl --system"
  std::string of_file = "mcpctl"; // the same for the file that the server is from
};

[[nodiscard]] std::string show_server(const ServerDetail& server, const ShowContext& context);

// Whether it starts at boot, and if not why: "no (enabled = false)". Empty: it is not applied.
[[nodiscard]] std::string boot_clause(const ServerState& server, const ShowContext& context);

} // namespace mcpctl
