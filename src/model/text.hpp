// Text for a terminal: how wide it is, how it is cut and padded, and how bytes that would steer the
// terminal or deceive the reader are made visible instead. Independent of the process's locale.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mcpctl {

// One character of UTF-8; a byte that begins none has length 1 and is not valid.
struct Character
{
  char32_t code = 0;
  std::size_t length = 0;
  bool valid = false;
};

// The first character of `text`, which is not empty. Overlong forms and surrogates are invalid.
[[nodiscard]] Character first_character(std::string_view text);

// `text` with control characters, bytes that are no UTF-8 and characters that hide or reorder
// others in a visible form: `\n`, `\x1b`, `\u202e`. All else, backslashes included, stays as it is.
[[nodiscard]] std::string harmless(std::string_view text);

// Whether harmless() would change the text.
[[nodiscard]] bool is_harmless(std::string_view text);

// Columns that harmless text takes: 2 for a wide character, 0 for a combining one.
[[nodiscard]] std::size_t display_width(std::string_view text);

// `text`, cut to at most `width` columns; what was cut ends in "…".
[[nodiscard]] std::string clipped(std::string_view text, std::size_t width);

// The same for a name, cut in the middle: of names that begin alike the ends tell them apart.
[[nodiscard]] std::string clipped_name(std::string_view text, std::size_t width);

// `text` with as many spaces after, or before, it as `width` columns need.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width);
[[nodiscard]] std::string right_aligned(std::string_view text, std::size_t width);

} // namespace mcpctl
