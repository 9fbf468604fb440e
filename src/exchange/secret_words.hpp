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

// A secret in a line that a shell runs.
struct ScriptSecret
{
  std::size_t begin = 0; // of the value with its quotes, in bytes of the line
  std::size_t length = 0;
  std::string name;
  std::string value;
};

// What is secret in the line, in order. Values that the shell makes of others are not. One with
// quotes or backslashes in its value cannot simply be replaced.
[[nodiscard]] std::vector<ScriptSecret> secrets_in_script(const std::string& line);

// The words with their secrets hidden, for comments.
[[nodiscard]] std::vector<std::string> redacted_words(std::vector<std::string> words,
                                                      Format format);

} // namespace mcpctl
