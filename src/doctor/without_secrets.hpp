// Lines that a server has written, without what looks secret in them: doctor's words are pasted
// into mails and issues. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// The line with "(hidden)" for the values of "--token …", "password=…", "Authorization: Bearer …",
// for passwords of URLs, and for words that are keys by their form.
[[nodiscard]] std::string without_secrets(std::string_view line);

// The line with "(hidden)" for each of these values.
[[nodiscard]] std::string without_values(std::string line, const std::vector<std::string>& values);

} // namespace mcpctl
