// The one place that turns errors and diagnostics into words on standard error.
#pragma once

#include "model/diagnostic.hpp"
#include "model/result.hpp"

namespace mcpctl {

// "mcpctl: WHAT", and below it the command that mends it.
void complain(const Error& error);
void complain(const Diagnostics& diagnostics);
// "mcpctl: warning: WHAT"
void warn(const std::string& what);

} // namespace mcpctl
