// A command line as one would type it: pasted into a shell it runs exactly this argv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Bare where the shell takes the word as it is, else 'quoted'; $'…' where the word holds control
// characters, bytes that are no UTF-8 or characters that deceive the reader, so that the result is
// always harmless on a terminal.
[[nodiscard]] std::string shell_word(std::string_view word);

// Words joined with spaces.
[[nodiscard]] std::string shell_command(const std::vector<std::string>& argv);

} // namespace mcpctl
