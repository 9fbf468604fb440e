// PM2's applications as servers of ours.
#pragma once

#include "exchange/pm2_server.hpp"

#include <functional>
#include <string>

namespace mcpctl {

// Adds all of `foreign`, and what is to be told about it, to `imported`. `pick`: a valid name that
// nothing else has, for a server.
void import_pm2(const Foreign& foreign, const SourceFile& file, const ImportOptions& options,
                const std::function<std::string(const ForeignServer&)>& pick, Imported& imported,
                Problems& unfilled);

} // namespace mcpctl
