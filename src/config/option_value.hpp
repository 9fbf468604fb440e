// Values of the command line as the configuration writes them: what `--memory-max=200M` is in TOML.
// Pure.
#pragma once

#include "config/key_table.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// The key's value as one line of TOML. Of what was given, numbers, booleans, arrays and tables are
// read as TOML where the key takes such a value; all else is a string as it stands. Several values
// are an array. What the key does not take at all comes out so that reading it says why. Relative
// paths are made absolute, below `folder`.
[[nodiscard]] std::string option_value(const KeySpec& key, const std::vector<std::string>& given,
                                       const std::string& folder);

// "NAME=VALUE", each, as an inline table; the last of a name counts. Nothing where one has no name
// or no "=".
[[nodiscard]] std::optional<std::string> option_table(const std::vector<std::string>& given);

// The words that the key takes and no others, "http stdio none"; empty for other keys.
[[nodiscard]] std::string_view option_choices(const KeySpec& key);

// "--memory-max", of a key's two spellings the one that people type.
[[nodiscard]] std::string option_name(std::string_view key);

} // namespace mcpctl
