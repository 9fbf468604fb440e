// The TOML that import prints: what runs here as tables, everything else as comments.
#pragma once

#include "config/problems.hpp"
#include "exchange/convert.hpp"
#include "exchange/import.hpp"

namespace mcpctl {

// Adds the server's part of the file, and what was found with it, to `imported`; what is left to
// fill in, with its place, to `unfilled`. `name` is valid and free.
void write_server(const ForeignServer& server, const std::string& name,
                  const Conversion& conversion, Imported& imported, Problems& unfilled);

// The keys `command` and `args` for exactly these words, of which there is one at least.
[[nodiscard]] std::string command_lines(const std::vector<std::string>& words);

// "# text", with nothing in it that could end the comment.
[[nodiscard]] std::string comment_line(const std::string& text);

} // namespace mcpctl
