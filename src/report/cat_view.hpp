// `mcpctl cat NAME`: the files that make a unit, each under its path.
#pragma once

#include "report/style.hpp"

#include <string>
#include <string_view>

namespace mcpctl {

// The file's path as a comment, and its text. Of one of our environment files (".env") only the
// names are shown; empty text means that it may not be read. On a terminal control characters are
// made visible; a file or a pipe gets the bytes as they are.
[[nodiscard]] std::string cat_file(const std::string& path, std::string_view text,
                                   const Style& style);

} // namespace mcpctl
