// What another program's configuration is, told by its content, and the servers in it.
#pragma once

#include "config/problems.hpp"
#include "exchange/foreign.hpp"

#include <optional>

namespace mcpctl {

// `forced`: read it as this. Nothing when it is none of the known formats, or no well-formed text;
// the reason is then among the problems.
[[nodiscard]] std::optional<Foreign>
read_foreign(const Source& source, const std::optional<Format>& forced, Problems& problems);

// PM2's applications in what a file of JavaScript evaluated to, as JSON. Its places mean nothing,
// and are left out.
[[nodiscard]] std::optional<Foreign> read_evaluated(const Source& source, Problems& problems);

} // namespace mcpctl
