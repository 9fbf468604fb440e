// Changes one member of a JSON text with comments; every other byte stays as it is. What is written
// takes the indentation, the line ends and, where the file has them, the trailing commas of its
// surroundings.
#pragma once

#include "exchange/item.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// Keys from the outermost object inwards.
using Path = std::vector<std::string>;

// How a text is laid out.
struct JsonLayout
{
  std::string newline = "\n";
  std::string unit = "  "; // by which a level is indented
  bool one_line = false;   // the whole text
  bool spaced = true;      // behind colons and commas
};
[[nodiscard]] JsonLayout layout_of(std::string_view text);

// Both take a text that scan_jsonc() accepts, and in which whatever stands at a beginning of `path`
// is an object; else they return it as it is.

// `text` with `value` at `path`. Objects that are missing on the way are made; an empty text
// becomes a document.
[[nodiscard]] std::string with_member(std::string_view text, const Path& path, const Item& value);
// The same in the layout of a text that this one is a piece of.
[[nodiscard]] std::string with_member(std::string_view text, const Path& path, const Item& value,
                                      const JsonLayout& layout);
// `text` without the member at `path`. Comments stay.
[[nodiscard]] std::string without_member(std::string_view text, const Path& path);

// Of the object at `path`: the text before it, the object alone behind the blanks that its line
// begins with, and the text behind it. A large file is not read anew for each change in the piece.
struct JsonPiece
{
  std::string_view before;
  std::string object;
  std::size_t indent = 0; // how many of the object's first bytes are those blanks
  std::string_view after;
};
// Nothing where there is no object.
[[nodiscard]] std::optional<JsonPiece> piece_at(std::string_view text, const Path& path);

// A string as JSON writes it, with its quotes.
[[nodiscard]] std::string json_string(std::string_view text);

} // namespace mcpctl
