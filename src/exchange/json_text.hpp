// JSON as people keep it, with comments, commas behind the last element and a byte order mark, as
// the tree that TOML is read into. The only place of the exchange that parses JSON by a library.
#pragma once

#include "config/problems.hpp"
#include "config/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace mcpctl {

// `text` as strict JSON of the same length: what only JSONC has is blank, and everything else
// stands where it stood.
[[nodiscard]] std::string strict_json(std::string_view text);

// The file's value, objects in order of the file, keys with their places. Of a key that stands
// twice the last counts, with a warning. Nothing when it is no JSON; the reason is then among the
// problems.
[[nodiscard]] std::optional<Value> parse_json(const Source& source, Problems& problems);

} // namespace mcpctl
