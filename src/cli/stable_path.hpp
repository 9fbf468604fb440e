// The path of a program that still leads to it after an update.
#pragma once

#include <string>

namespace mcpctl {

// The first place in `search_path`, or else in the usual folders, where a program of the same name
// is this very file; `program` itself where there is none. A link such as /usr/local/bin/mcpctl
// outlives the folder that it points to.
[[nodiscard]] std::string stable_path(const std::string& program, const std::string& search_path);

} // namespace mcpctl
