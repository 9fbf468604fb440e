// Lists of words in one string, as tables of names hold them: "-c --config".
#pragma once

#include <string_view>

namespace mcpctl {

// Whether `word`, which holds no space, is one of those that single spaces separate in `words`.
// The empty word is in no list.
[[nodiscard]] bool holds_word(std::string_view words, std::string_view word);

} // namespace mcpctl
