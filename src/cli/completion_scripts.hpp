// The scripts of conf/completions, compiled in.
#pragma once

#include <string_view>

namespace mcpctl {

[[nodiscard]] std::string_view bash_completion();
[[nodiscard]] std::string_view zsh_completion();
[[nodiscard]] std::string_view fish_completion();

} // namespace mcpctl
