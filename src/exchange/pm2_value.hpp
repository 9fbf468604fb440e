// Values of PM2's files as PM2 takes them: it is lenient about types.
#pragma once

#include "config/value.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// A string as it is; a number or a boolean as JavaScript writes it; anything else as JSON.
[[nodiscard]] std::string pm2_text(const Value& value);
// A number, or a string that is one; nothing for all else.
[[nodiscard]] std::optional<double> pm2_number(const Value& value);
// true or false, also as strings.
[[nodiscard]] std::optional<bool> pm2_switch(const Value& value);
// The words of a string, split as PM2 does (at spaces; quotes around a whole word go, others stay),
// or the elements of an array.
[[nodiscard]] std::vector<std::string> pm2_words(const Value& value);
// A string alone is one element.
[[nodiscard]] std::vector<std::string> pm2_list(const Value& value);

// What JavaScript takes for no value: null, false, 0 and "".
[[nodiscard]] bool is_nothing(const Value& value);

} // namespace mcpctl
