// What has run the imported servers until now, and how it is retired: while it runs, it holds their
// ports.
#pragma once

#include "cli/context.hpp"
#include "exchange/import.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Sentences for the user. `is_applied`: the servers are about to be started.
[[nodiscard]] std::vector<std::string> retiring(const Context& context, const SourceFile& source,
                                                Format format, bool is_applied);

// Whether a unit's text has an ExecStart= with `path` as a word of it, also relative to its
// WorkingDirectory= or with "%h", which is `home`.
[[nodiscard]] bool unit_starts(std::string_view unit, const std::string& path,
                               const std::string& home);

} // namespace mcpctl
