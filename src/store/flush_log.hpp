// Log files emptied, while their servers may go on writing to them.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <cstdint>
#include <string>

namespace mcpctl {

struct FlushedLog
{
  bool there = false;
  std::uint64_t bytes = 0; // that are gone
  unsigned older = 0;      // rotated files beside it, deleted or not
  std::uint64_t older_bytes = 0;
};

// Empties the file, and deletes those that rotation has left beside it if `with_older`. Waits for a
// rotation that is under way. A file that is not there is empty. In the system scope never through
// a link.
[[nodiscard]] Result<FlushedLog> flush_log(const std::string& path, Scope scope, bool with_older);

} // namespace mcpctl
