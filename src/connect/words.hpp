// Whether a command line is one that this small program does itself: `connect NAME`, with the scope
// at most. Everything else, `connect --help` and wrong names included, is for the full mcpctl.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace mcpctl {

struct ConnectWords
{
  bool system = false;
  std::string_view server; // letters, digits, ".", "_" and "-" only: safe in a path
};

// `words` without the program's own name.
[[nodiscard]] std::optional<ConnectWords> parse_connect_words(std::span<char* const> words,
                                                              bool is_root);

} // namespace mcpctl
