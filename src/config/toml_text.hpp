// Values as TOML writes them, for suggestions and for the verb `config`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// A basic string: quotes, backslashes and control characters escaped.
[[nodiscard]] std::string toml_string(std::string_view text);
[[nodiscard]] std::string toml_array(const std::vector<std::string>& texts);
// A key, quoted where it must be.
[[nodiscard]] std::string toml_key(std::string_view key);

} // namespace mcpctl
