#include "config/nearest.hpp"

#include "config/key_table.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("nearest_word: within two edits, silent beyond")
{
  struct Row
  {
    std::string_view word;
    std::optional<std::string_view> nearest;
  };
  const Row rows[] = {
      {"comand", "command"},     // one missing
      {"commandd", "command"},   // one too many
      {"cammand", "command"},    // one other
      {"comamnd", "command"},    // neighbours swapped
      {"comnad", "command"},     // two edits
      {"cmnad", std::nullopt},   // three
      {"comndxx", std::nullopt}, // four
      {"memory_maximum", std::nullopt},
      {"evn", "env"},
      {"e", std::nullopt}, // nothing of the word would remain
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.word);
    CHECK(nearest_word(row.word, key_names()) == row.nearest);
  }
}
