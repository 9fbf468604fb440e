// The servers of a client's configuration in JSON, and whose configuration it is.
#pragma once

#include "exchange/foreign.hpp"

#include <optional>

namespace mcpctl {

// `root` is an object. `forced`: it is read as this. Nothing where none of the tables is there that
// clients keep their servers in.
[[nodiscard]] std::optional<Foreign> find_servers(const Source& source, const Value& root,
                                                  const std::optional<Format>& forced);

} // namespace mcpctl
