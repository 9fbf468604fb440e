#include "exchange/pm2_value.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

Value text(std::string words)
{
  return {{}, std::move(words)};
}

} // namespace

TEST_CASE("pm2_words: a string is split as PM2 splits it")
{
  struct Row
  {
    const char* what;
    const char* line;
    std::vector<std::string> expected;
  };
  const Row rows[] = {
      {"nothing", "", {}},
      {"spaces", "  a  b\tc\n", {"a", "b", "c"}},
      {"quotes around a word go", R"("a b" 'c d')", {"a b", "c d"}},
      {"quotes behind = stay", R"(--a="b c" d)", {R"(--a="b c")", "d"}},
      {"quotes within a word join nothing", R"(a"b c"d)", {R"(a"b)", R"(c"d)"}},
      {"a quoted word ends at its quote", R"("a b"c)", {"a b", "c"}},
      {"only the first =", R"(x=y="b c")", {R"(x=y="b)", R"(c")"}},
      {"a quote that never ends", R"("a b)", {R"("a)", "b"}},
      {"nothing in quotes is left out", R"(--x='' "" ' ')", {"--x=''"}},
      {"code", R"x(-e "console.log(1)" 'a b')x", {"-e", "console.log(1)", "a b"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(pm2_words(text(row.line)) == row.expected);
  }
}

TEST_CASE("pm2_words: an array is taken as it is")
{
  const Value array{{}, Array{text("a b"), {{}, std::int64_t{8000}}, {{}, true}, {{}, Null{}}}};
  CHECK(pm2_words(array) == std::vector<std::string>{"a b", "8000", "true"});
  CHECK(pm2_words({{}, std::int64_t{0}}) == std::vector<std::string>{"0"});
  CHECK(pm2_words({{}, false}).empty());
}

TEST_CASE("pm2_text: objects are JSON")
{
  const Table table{
      {{"a\"b", {}, {{}, Array{text("x\n"), {{}, Null{}}, {{}, 2.5}}}}, {"c", {}, {{}, false}}}};
  CHECK(pm2_text({{}, table}) == R"({"a\"b":["x\n",null,2.5],"c":false})");
  CHECK(pm2_text({{}, 3.0}) == "3");
  CHECK(pm2_text(text("x")) == "x");
}

TEST_CASE("pm2_number, pm2_switch: PM2 is lenient")
{
  CHECK(pm2_number(text("5000")) == 5000);
  CHECK(pm2_number(text("1e3")) == 1000);
  CHECK(!pm2_number(text("5s")));
  CHECK(!pm2_number(text("")));
  CHECK(!pm2_number(text("inf")));
  CHECK(!pm2_number({{}, true}));
  CHECK(pm2_switch(text("true")) == true);
  CHECK(pm2_switch({{}, false}) == false);
  CHECK(!pm2_switch(text("yes")));
  CHECK(is_nothing({{}, Null{}}));
  CHECK(is_nothing({{}, std::int64_t{0}}));
  CHECK(!is_nothing(text("0")));
}
