// PM2's applications as servers of ours.
#pragma once

#include "exchange/pm2_server.hpp"

#include <functional>
#include <string>

namespace mcpctl {

// Adds all of the file, and what is to be told about it, to what is imported. `pick`: a valid name
// that nothing else has, for a server.
void import_pm2(Pm2Import& import, const std::function<std::string(const ForeignServer&)>& pick);

} // namespace mcpctl
