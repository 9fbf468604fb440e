// JSON with comments and trailing commas, read for the places of things, so that a file can be
// edited without touching anything else in it.
#pragma once

#include "model/diagnostic.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

struct JsonMember;

// A value and the bytes it takes in the text, from `begin` up to `end`.
struct JsonNode
{
  enum class Kind { object, array, string, other };
  Kind kind = Kind::other;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;                // of a string: decoded; of a number or a word: as written
  std::vector<JsonMember> members; // of an object, in order
  std::vector<JsonNode> elements;  // of an array

  // The last member of that name, which is the one that parsers take; null if there is none.
  [[nodiscard]] const JsonMember* find(std::string_view key) const;
};

struct JsonMember
{
  std::string key;
  std::size_t begin = 0; // of the key's quote
  JsonNode value;
  std::optional<std::size_t> comma; // behind the value
};

struct JsoncText
{
  std::optional<JsonNode> root; // nothing: there is none, or no value at all but space and comments
  std::optional<Diagnostic> problem; // why there is none; its line is not shown, it may be private
};

// `file` is how the diagnostic names the text.
[[nodiscard]] JsoncText scan_jsonc(std::string_view text, const std::string& file);

// The first byte at or behind `from` that belongs neither to space nor to a comment.
[[nodiscard]] std::size_t skip_jsonc_space(std::string_view text, std::size_t from);

// The place of a byte.
[[nodiscard]] Place place_in(std::string_view text, std::size_t at, const std::string& file);

} // namespace mcpctl
