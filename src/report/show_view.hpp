// `mcpctl show NAME`: everything about one server, and the commands one would want next.
#pragma once

#include "model/scope.hpp"
#include "observe/detail.hpp"
#include "observe/log_line.hpp"
#include "report/style.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct ShowContext
{
  Scope scope = Scope::user;
  Style style;
  RealTime now{};
  bool target_enabled = true; // whether mcp.target starts at boot
  std::optional<bool> linger; // user scope: whether the manager starts at boot; unknown: nothing
  std::vector<std::string> drop_ins; // that are not ours, absolute: they win over the configuration
};

// `log` are the server's last lines, oldest first.
[[nodiscard]] std::string show_server(const ServerDetail& server, const std::vector<LogLine>& log,
                                      const ShowContext& context);

} // namespace mcpctl
