// What looks like a secret, by its name or by its value. Wrong guesses are cheap one way only: what
// is taken for a secret without need is stored apart, what is missed would stand in a file.
#pragma once

#include <string>
#include <string_view>

namespace mcpctl {

// What stands in place of a secret.
inline constexpr std::string_view hidden = "(hidden)";

// A name of a variable, option, header or field: "GITHUB_TOKEN", "--api-key", "X-Api-Key",
// "accessToken". Not "MAX_TOKENS", "KEYBOARD" or "TOKEN_FILE".
[[nodiscard]] bool looks_secret_name(std::string_view name);
// A value that can hardly be anything else: known beginnings, tokens of JSON, a password in a URL,
// long randomness.
[[nodiscard]] bool looks_secret_value(std::string_view value);
// Both: a value that is to be kept apart. Never an empty one, a path, a number or a switch.
[[nodiscard]] bool looks_secret(std::string_view name, std::string_view value);
// "<your key>", "YOUR_API_KEY", "xxx", "$API_KEY": what is to be filled in.
[[nodiscard]] bool is_placeholder(std::string_view value);

// `text` without what looks secret in it, for comments: the whole of it hidden, or of a URL the
// password and the values in it.
[[nodiscard]] std::string redacted(std::string_view name, std::string_view text);

// "API_KEY": a name of a variable for what is given as "--api-key" or "X-Api-Key"; "SECRET_PWD" for
// "--pwd", since a shell sets PWD by itself.
[[nodiscard]] std::string variable_name(std::string_view name);

} // namespace mcpctl
