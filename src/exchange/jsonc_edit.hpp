// Changes one member of a JSON text with comments; every other byte stays as it is. What is written
// takes the indentation, the line ends and, where the file has them, the trailing commas of its
// surroundings.
#pragma once

#include "exchange/item.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Keys from the outermost object inwards.
using Path = std::vector<std::string>;

// Both take a text that scan_jsonc() accepts, and in which whatever stands at a beginning of `path`
// is an object; else they return it as it is.

// `text` with `value` at `path`. Objects that are missing on the way are made; an empty text
// becomes a document.
[[nodiscard]] std::string with_member(std::string_view text, const Path& path, const Item& value);
// `text` without the member at `path`. Comments stay.
[[nodiscard]] std::string without_member(std::string_view text, const Path& path);

// A string as JSON writes it, with its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

} // namespace mcpctl
