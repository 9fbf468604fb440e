// What a log tells of environment variables that a program missed. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Names of variables that the line says are not set: "KeyError: 'API_KEY'", "API_KEY is not set",
// "missing required environment variable: API_KEY". Guesses only where the line itself speaks of
// something missing, and of what can be a variable's name.
[[nodiscard]] std::vector<std::string> variables_missed_in(std::string_view line);

} // namespace mcpctl
