// "did you mean": the known word that a misspelt one is nearest to.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace mcpctl {

// The candidate within edit distance 2 (insertions, deletions, replacements, swapped neighbours)
// that is nearest to `word`; nothing when all are farther, or when no letter of a short word would
// remain.
[[nodiscard]] std::optional<std::string_view>
nearest_word(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace mcpctl
