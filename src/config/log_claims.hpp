// Which log files the servers write to, and where two want the same: each file has one server, by
// whose control group it is rotated.
#pragma once

#include "config/problems.hpp"
#include "config/settings.hpp"
#include "model/server.hpp"

#include <string>
#include <vector>

namespace mcpctl {

struct LogClaim
{
  std::string path;
  std::string server;
  Spot spot;
};

// Adds the files of all instances. `server` is built from `settings`.
void claim_log_files(const Server& server, const Settings& settings, std::vector<LogClaim>& claims);
// Reports each file that an earlier claim of another server has, or would have once it is rotated;
// `claims` is in order of definition.
void check_log_files(const std::vector<LogClaim>& claims, Problems& problems);

} // namespace mcpctl
