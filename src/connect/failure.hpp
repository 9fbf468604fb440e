// What a client is told when its server cannot be reached or has left: the answer to each request
// that waits for one. Why it happened is found out by the full mcpctl, run for that alone.
#pragma once

#include "connect/client.hpp"
#include "connect/words.hpp"

#include <cstdint>
#include <string>

namespace mcpctl {

struct Failure
{
  ConnectWords words;
  int error = 0;           // errno of the connection that could not be made
  std::string client_name; // what the kernel has named our end of the connection
  std::int64_t begun = 0;  // microseconds since the epoch
};

// Says it on standard error, answers what is pending, or what is asked within the next seconds, so
// that a client that has not spoken yet learns of it too. Returns the exit status.
[[nodiscard]] int report_failure(ClientSide& client, const Failure& failure);

// The answer to the request `id`, a line with newline. `error` is the JSON-RPC error object.
[[nodiscard]] std::string error_response(const std::string& id, const std::string& error);

} // namespace mcpctl
