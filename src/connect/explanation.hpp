// Asks the full mcpctl why there is no session, or none any more.
#pragma once

#include "connect/failure.hpp"

#include <string>

namespace mcpctl {

struct Explanation
{
  std::string error; // a JSON-RPC error object
  int status = 1;    // for the exit
};

// The full mcpctl says it on standard error meanwhile. Takes at most five seconds; where it cannot
// be asked the answer says no more than where to look.
[[nodiscard]] Explanation explain(const Failure& failure);

} // namespace mcpctl
