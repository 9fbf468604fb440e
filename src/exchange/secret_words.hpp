// Secrets among the arguments of a command, where they cannot stay.
#pragma once

#include "exchange/foreign.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// The word is `prefix` and then `value`, which looks secret; `name` is a variable's name for it.
struct SecretWord
{
  std::string prefix;
  std::string name;
  std::string value; // may hold references
};

// What is secret in words[at]: the value of "--api-key=…", of "--token …", of "Authorization: …",
// or the whole word. Nothing where nothing looks so.
[[nodiscard]] std::optional<SecretWord> secret_word(const std::vector<std::string>& words,
                                                    std::size_t at, Format format);

// The words with their secrets hidden, for comments.
[[nodiscard]] std::vector<std::string> redacted_words(std::vector<std::string> words,
                                                      Format format);

} // namespace mcpctl
