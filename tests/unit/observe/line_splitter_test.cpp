#include "observe/line_splitter.hpp"

#include "model/log_text.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace mcpctl;

namespace {

struct Lines
{
  std::vector<std::string> told;
  LineSink sink = [this](std::string_view line) {
    told.emplace_back(line);
    return true;
  };
};

} // namespace

TEST_CASE("LineSplitter: lines come whole, whatever pieces their bytes come in")
{
  Lines lines;
  LineSplitter splitter;
  for (const char* piece : {"a", "b\nc", "", "\n\n", "d\ne"})
    CHECK(splitter.feed(piece, lines.sink));
  CHECK(lines.told == std::vector<std::string>{"ab", "c", "", "d"});
  CHECK(splitter.finish(lines.sink));
  CHECK(lines.told.back() == "e");
  CHECK(splitter.finish(lines.sink));
  CHECK(lines.told.size() == 5);
}

TEST_CASE("LineSplitter: a line without an end is cut")
{
  Lines lines;
  LineSplitter splitter;
  const std::string mib(1U << 20, 'x');
  for (int i = 0; i < 20; ++i)
    splitter.feed(mib, lines.sink);
  splitter.feed("\nnext\n", lines.sink);
  REQUIRE(lines.told.size() == 2);
  CHECK(lines.told[0] == std::string(longest_line, 'x') + " [cut after 4 MiB]");
  CHECK(lines.told[1] == "next");
  splitter.feed(std::string(longest_line, 'y') + "\n", lines.sink);
  CHECK(lines.told[2] == std::string(longest_line, 'y'));
}

TEST_CASE("LineSplitter: no more is told than is wanted")
{
  LineSplitter splitter;
  int told = 0;
  CHECK_FALSE(splitter.feed("a\nb\nc\n", [&](std::string_view) { return ++told < 2; }));
  CHECK(told == 2);
}
