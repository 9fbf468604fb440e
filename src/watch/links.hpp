// The symbolic links that a path goes through.
#pragma once

#include <string>
#include <vector>

namespace mcpctl {

// Those that the kernel goes through to an absolute path, as paths without links but at their end.
// Of a path that is not there, those on the part of it that is.
[[nodiscard]] std::vector<std::string> links_on_the_way(const std::string& path);

} // namespace mcpctl
