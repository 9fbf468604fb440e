// YAML as the tree that TOML and JSON are read into. The only place that knows a library for it.
#pragma once

#include "config/problems.hpp"
#include "config/value.hpp"

#include <optional>

namespace mcpctl {

// The file's one document: plain words are numbers, booleans and null as YAML 1.2 has them, and
// "<<" merges. Nothing when it is no YAML, or more of it than a configuration can be (aliases that
// multiply); the reason is then among the problems.
[[nodiscard]] std::optional<Value> parse_yaml(const Source& source, Problems& problems);

} // namespace mcpctl
