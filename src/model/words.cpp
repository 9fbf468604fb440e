#include "model/words.hpp"

#include <algorithm>

namespace mcpctl {

bool holds_word(std::string_view words, std::string_view word)
{
  while (!words.empty() && !word.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word)
      return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

} // namespace mcpctl
