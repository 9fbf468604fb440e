// The last members of a JSON object, read from its end: an "id" that stands behind a large result
// is found without a look at the result.
#pragma once

#include "connect/json_lines.hpp"

#include <string_view>

namespace mcpctl {

// `tail` is the end of a line that holds one object. Sets `id` and `method` of `message` from the
// last members, as far as these are plain strings and numbers. What is set stays where the tail
// does not have it.
void read_last_members(std::string_view tail, RpcMessage& message);

} // namespace mcpctl
