#include "exchange/json_text.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

// A file and its tree, or what is wrong with it.
struct Parsed
{
  explicit Parsed(std::string text)
      : file{.path = "/home/u/x.json", .shown = "x.json", .owner = "", .text = std::move(text)},
        source(file, 0)
  {
    value = parse_json(source, problems);
  }

  [[nodiscard]] std::string complaint() const
  {
    std::string all;
    for (const Diagnostic& diagnostic : problems.sorted())
      all += std::to_string(diagnostic.place.line) + ":" + std::to_string(diagnostic.place.column)
             + ": " + diagnostic.message + "\n";
    return all;
  }

  SourceFile file;
  Source source;
  Problems problems;
  std::optional<Value> value;
};

} // namespace

TEST_CASE("strict_json: what only JSONC has is blank, and nothing moves")
{
  struct Row
  {
    const char* what;
    std::string_view text;
    std::string_view expected;
  };
  const Row rows[] = {
      {"strict JSON stays", R"({"a": [1, "b"]})", R"({"a": [1, "b"]})"},
      {"a line comment", "{ // x\n}", "{     \n}"},
      {"a comment over lines", "{/* x\ny */}", "{    \n    }"},
      {"no comment within a string", R"({"a": "http://x /* y */"})",
       R"({"a": "http://x /* y */"})"},
      {"an escaped quote ends no string", R"({"a": "\"//", })", R"({"a": "\"//"  })"},
      {"the comma behind the last member", "{\"a\": 1, // last\n}", "{\"a\": 1         \n}"},
      {"the comma behind the last element", "[1, 2,]", "[1, 2 ]"},
      {"a comma within a string stays", R"([","])", R"([","])"},
      {"a byte order mark", "\xef\xbb\xbf{}", "   {}"},
      {"a comment without end", "{} /* x", "{}     "},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(strict_json(row.text) == row.expected);
    }
  }
}

TEST_CASE("parse_json: keys keep their order and their places")
{
  const Parsed parsed(
      "{\n  \"z\": {\"b\\\"\": [1, 2.5, null, true]},\n  // note\n  \"a\": \"x\",\n}\n");
  REQUIRE(parsed.value);
  const Table& root = *parsed.value->table();
  REQUIRE(root.entries.size() == 2);
  CHECK(root.entries[0].key == "z");
  CHECK(root.entries[0].spot.line == 2);
  CHECK(root.entries[0].spot.column == 3);
  CHECK(root.entries[0].spot.width == 3);
  CHECK(root.entries[1].key == "a");
  CHECK(root.entries[1].spot.line == 4);
  CHECK(*root.entries[1].value.text() == "x");
  const Entry& inner = root.entries[0].value.table()->entries[0];
  CHECK(inner.key == "b\"");
  CHECK(inner.spot.column == 9);
  CHECK(inner.spot.width == 5);
  const Array& array = *inner.value.array();
  REQUIRE(array.size() == 4);
  CHECK(*array[0].integer() == 1);
  CHECK(*array[1].number() == 2.5);
  CHECK(std::holds_alternative<Null>(array[2].data));
  CHECK(*array[3].boolean());
}

TEST_CASE("parse_json: what is wrong has a place, and shows nothing of the text")
{
  const Parsed missing("{\n  \"a\": 1\n  \"token\": \"ghp_x\"\n}");
  CHECK(!missing.value);
  CHECK(missing.complaint()
        == "3:9: syntax error while parsing object - unexpected string literal; expected '}'\n");
  const Parsed broken("{\"a\": \"ghp_x\n\"}");
  CHECK(!broken.value);
  CHECK(broken.complaint().find("ghp_") == std::string::npos);
  CHECK(!Parsed("").value);
  const Parsed deep(std::string(200, '['));
  CHECK(!deep.value);
  CHECK(deep.complaint() == "1:101: this is nested too deeply\n");
}

TEST_CASE("parse_json: of a key that stands twice the last counts")
{
  const Parsed parsed(R"({"a": 1, "a": 2})");
  REQUIRE(parsed.value);
  REQUIRE(parsed.value->table()->entries.size() == 1);
  CHECK(*parsed.value->table()->entries[0].value.integer() == 2);
  CHECK(parsed.complaint() == "1:10: \"a\" stands here twice; the last one counts\n");
}
