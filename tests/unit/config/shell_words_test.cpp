#include "config/shell_words.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

using Words = std::vector<std::string>;

TEST_CASE("split_shell_words: words as a shell makes them, nothing expanded")
{
  struct Row
  {
    std::string line;
    Words words;
  };
  const Row rows[] = {
      {"", {}},
      {"  \t ", {}},
      {"node build/index.js", {"node", "build/index.js"}},
      {"  a\tb  c ", {"a", "b", "c"}},
      {"a 'b c' \"d e\"", {"a", "b c", "d e"}},
      {"a'b'\"c\"d", {"abcd"}},
      {"a '' \"\"", {"a", "", ""}},
      {R"(a \  \| \$HOME \~)", {"a", " ", "|", "$HOME", "~"}},
      {R"(a '$HOME `x` | \')", {"a", R"($HOME `x` | \)"}},
      {R"(a "\$HOME \` \" \\ \n")", {"a", R"($HOME ` " \ \n)"}},
      {"a b\\\nc", {"a", "bc"}},
      {"a --x=1 Y=2 a#b 50% a~b $ *.c {port} \"$\"",
       {"a", "--x=1", "Y=2", "a#b", "50%", "a~b", "$", "*.c", "{port}", "$"}},
      {"=x a", {"=x", "a"}},
      {"日本 é", {"日本", "é"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const ShellWords split = split_shell_words(row.line);
    CHECK_FALSE(split.problem);
    CHECK(split.words == row.words);
  }
}

TEST_CASE("split_shell_words: what needs a shell, and where it stands")
{
  struct Row
  {
    std::string line;
    std::size_t offset;
    std::size_t length;
    std::string message;
    bool mended_by_shell;
  };
  const Row rows[] = {
      {"a | b", 2, 1, R"("|" needs a shell)", true},
      {"a || b", 2, 2, R"("||" needs a shell)", true},
      {"a && b", 2, 2, R"("&&" needs a shell)", true},
      {"a&", 1, 1, R"("&" needs a shell)", true},
      {"a; b", 1, 1, R"(";" needs a shell)", true},
      {"a > b", 2, 1, R"(">" needs a shell)", true},
      {"a >> b", 2, 2, R"(">>" needs a shell)", true},
      {"a 2>&1", 3, 1, R"(">" needs a shell)", true},
      {"a < b", 2, 1, R"("<" needs a shell)", true},
      {"(a)", 0, 1, R"("(" needs a shell)", true},
      {"X=1 a", 0, 2, R"("X=…" needs a shell)", true},
      {"~/a", 0, 1, R"("~" needs a shell)", true},
      {"a ~", 2, 1, R"("~" needs a shell)", true},
      {"a $HOME/x", 2, 5, R"("$HOME" needs a shell)", true},
      {"a \"$HOME\"", 3, 5, R"("$HOME" needs a shell)", true},
      {"a ${HOME}", 2, 2, R"("${" needs a shell)", true},
      {"a $(b)", 2, 2, R"("$(" needs a shell)", true},
      {"a `b`", 2, 1, R"("`" needs a shell)", true},
      {"a # b", 2, 1, R"("#" begins a comment; quote it)", false},
      {"a 'b", 2, 1, "the quote is not closed", false},
      {"a \"b", 2, 1, "the quote is not closed", false},
      {"a \\", 2, 1, R"("\" at the end escapes nothing)", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    const ShellWords split = split_shell_words(row.line);
    REQUIRE(split.problem);
    CHECK(split.problem->offset == row.offset);
    CHECK(split.problem->length == row.length);
    CHECK(split.problem->message == row.message);
    CHECK(split.problem->mended_by_shell == row.mended_by_shell);
  }
}

TEST_CASE("join_shell_words: reads back to the same words")
{
  const Words lines[] = {
      {"npx", "-y", "@scope/x@1.2"}, {"a b", "", "'", "\""}, {"X=1", "Y=2"},
      {"~", "#", "$HOME", "`"},      {"a\nb", "\\", "|"},    {"{port}", "x{port}y", "{a,b}"},
  };
  for (const Words& words : lines) {
    const std::string line = join_shell_words(words);
    CAPTURE(line);
    CHECK_FALSE(split_shell_words(line).problem);
    CHECK(split_shell_words(line).words == words);
  }
  CHECK(join_shell_words({"a b", "X=1", "{port}", "{a,b}"}) == "'a b' X=1 {port} '{a,b}'");
}
