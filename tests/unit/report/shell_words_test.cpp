#include "report/shell_words.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("shell_word: a shell reads back the word")
{
  struct Row
  {
    const char* what;
    std::string word, expected;
  };
  const Row rows[] = {
      {"path", "/usr/bin/node", "/usr/bin/node"},
      {"option with a value", "--port=3001", "--port=3001"},
      {"package", "@scope/pkg@1.2", "@scope/pkg@1.2"},
      {"empty", "", "''"},
      {"blank", "a b", "'a b'"},
      {"variable", "$HOME", "'$HOME'"},
      {"home", "~/x", "'~/x'"},
      {"glob, braces, comment, negation", "*?[]{}#!", "'*?[]{}#!'"},
      {"quote", "it's", "'it'\\''s'"},
      {"backslash", "a\\b", "'a\\b'"},
      {"other scripts", "日本", "'日本'"},
      {"newline and tab", "a\n\tb", "$'a\\n\\tb'"},
      {"control with quote and backslash", "'\\\x1b", "$'\\'\\\\\\x1b'"},
      {"no UTF-8", "\xff", "$'\\xff'"},
      {"deceiving character", "a\u202eb", "$'a\\xe2\\x80\\xaeb'"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(shell_word(row.word) == row.expected);
    }
  }
}

TEST_CASE("shell_command: words apart, and the first one is no assignment")
{
  CHECK(shell_command({}).empty());
  CHECK(shell_command({"sh", "-c", "echo $1", "", "x=y"}) == "sh -c 'echo $1' '' x=y");
  CHECK(shell_command({"A=b", "A=b"}) == "'A=b' A=b");
  CHECK(shell_command({"", "x"}) == "'' x");
}
