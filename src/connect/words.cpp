#include "connect/words.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::size_t longest_name = 64;

bool is_alphanumeric(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// model/name.hpp says what a name is; the full mcpctl says what is wrong with one that is none.
bool can_be_name(std::string_view word)
{
  return !word.empty() && word.size() <= longest_name && is_alphanumeric(word.front())
         && std::all_of(word.begin(), word.end(), [](char c) {
              return is_alphanumeric(c) || c == '.' || c == '_' || c == '-';
            });
}

} // namespace

std::optional<ConnectWords> parse_connect_words(std::span<char* const> words, bool is_root)
{
  std::optional<bool> system;
  bool verb = false;
  std::string_view server;
  for (const std::string_view word : words) {
    if (word == "--user" || word == "--system") {
      if (system)
        return std::nullopt;
      system = word == "--system";
    } else if (!verb) {
      if (word != "connect")
        return std::nullopt;
      verb = true;
    } else if (server.empty() && can_be_name(word)) {
      server = word;
    } else {
      return std::nullopt;
    }
  }
  if (server.empty())
    return std::nullopt;
  return ConnectWords{system.value_or(is_root), server};
}

} // namespace mcpctl
