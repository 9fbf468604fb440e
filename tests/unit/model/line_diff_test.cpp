#include "model/line_diff.hpp"

#include <doctest/doctest.h>

namespace mcpctl {

namespace {

std::string diff(std::string_view before, std::string_view now)
{
  return format_line_diff({.lines = lines_of(before)}, {.lines = lines_of(now)}, false);
}

} // namespace

TEST_CASE("format_line_diff: what goes, what comes, and two lines around it")
{
  CHECK(diff("a\nb\n", "a\nb\n") == "");
  CHECK(diff("", "a\n") == "+a\n");
  CHECK(diff("a\n", "") == "-a\n");
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\nten\n")
        == "  ...\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n 9\n+ten\n");
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n", "0\n1\n2\n3\n4\n5\n6\n7\n")
        == "+0\n 1\n 2\n  ...\n 6\n 7\n-8\n");
}

TEST_CASE("format_line_diff: lines are shown as they may be, and compared as they are")
{
  const DiffText before = {{"token: a", "x"}, {"token: .", "x"}};
  const DiffText now = {{"token: b", "x"}, {"token: .", "x"}};
  CHECK(format_line_diff(before, now, false) == "-token: .\n+token: .\n x\n");
  CHECK(format_line_diff(before, now, true)
        == "\033[31m-token: .\033[0m\n\033[32m+token: .\033[0m\n x\n");
}

TEST_CASE("format_line_diff: a huge file with one change takes no time")
{
  std::string before;
  for (unsigned i = 0; i < 200'000; ++i)
    before += std::to_string(i) + "\n";
  const std::string now = "first\n" + before + "last\n";
  const std::string text = diff(before, now);
  CHECK(text.starts_with("-0\n"));
  CHECK(diff(before, before + "x\n") == "  ...\n 199998\n 199999\n+x\n");
}

} // namespace mcpctl
