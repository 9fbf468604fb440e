// PM2's applications in a file of any of the forms that PM2 takes.
#pragma once

#include "exchange/foreign.hpp"

#include <optional>

namespace mcpctl {

// {apps: […]}, {pm2: […]}, an array of applications, one alone, or the list of a PM2 that runs
// (`pm2 jlist`, dump.pm2). `is_said`: that the file is PM2's needs no sign. Nothing where it is
// none, or names no application.
[[nodiscard]] std::optional<Foreign> find_pm2_apps(const Value& root, bool is_said);

} // namespace mcpctl
