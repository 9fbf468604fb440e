// A failed session as the JSON-RPC error that answers a client's request.
#pragma once

#include "observe/session_failure.hpp"

#include <string>

namespace mcpctl {

// An error object on one line, without newline: {"code": -32000, "message": ..., "data": ...}. The
// message is what clients display; data has its parts.
[[nodiscard]] std::string rpc_error(const SessionFailure& failure);

} // namespace mcpctl
