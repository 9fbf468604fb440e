// A client's file as it may be shown on a terminal: other programs keep tokens there.
#pragma once

#include "exchange/client.hpp"
#include "exchange/jsonc_edit.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

// A string in a file, and the bytes from `begin` up to `end` that it is written with.
struct StringValue
{
  Path path;            // the keys that lead to it, without places in arrays
  std::string previous; // what stands before it in the same array
  std::string text;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Those of a text that can be read; of any other text none.
[[nodiscard]] std::vector<StringValue> strings_in_json(std::string_view text);
[[nodiscard]] std::vector<StringValue> strings_in_toml(std::string_view text);

// Whether it may be a secret: any value of an environment, and what looks like one.
[[nodiscard]] bool is_private(const StringValue& value);

// The text's lines, as many as there are, with dots in place of what is private and without
// anything that steers a terminal.
[[nodiscard]] std::vector<std::string> shown_lines(std::string_view text, Syntax syntax);

// Names of what looks like a secret in the text `before`, and stands nowhere in the text `after`.
[[nodiscard]] std::vector<std::string> secrets_gone(std::string_view before, std::string_view after,
                                                    Syntax syntax);

} // namespace mcpctl
