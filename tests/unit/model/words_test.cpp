#include "model/words.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("holds_word: whole words alone")
{
  CHECK(holds_word("-c", "-c"));
  CHECK(holds_word("-c --config -C", "-c"));
  CHECK(holds_word("-c --config -C", "--config"));
  CHECK(holds_word("-c --config -C", "-C"));
  CHECK_FALSE(holds_word("-c --config -C", "--conf"));
  CHECK_FALSE(holds_word("-c --config", "config"));
  CHECK_FALSE(holds_word("--config", "--config -c"));
  CHECK_FALSE(holds_word("", "-c"));
  CHECK_FALSE(holds_word("-c  -d", ""));
}
