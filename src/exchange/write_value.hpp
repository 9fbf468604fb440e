// Values of foreign files as TOML on one line, for comments.
#pragma once

#include "config/value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// `name`: of the field, by which secrets are told. What looks secret is hidden, at any depth.
// What TOML has no word for is in JSON's.
[[nodiscard]] std::string inline_toml(std::string_view name, const Value& value);

// "key = value" for each field.
[[nodiscard]] std::vector<std::string> field_lines(const std::vector<Entry>& fields);

} // namespace mcpctl
