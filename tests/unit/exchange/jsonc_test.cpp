#include "exchange/jsonc.hpp"

#include <doctest/doctest.h>

namespace mcpctl {

TEST_CASE("scan_jsonc: where things are")
{
  const std::string_view text = "\xef\xbb\xbf// x\n{ \"a\\u00e9\": [1, \"b\", {}], /* y */ }";
  const JsoncText scanned = scan_jsonc(text, "f");
  REQUIRE(scanned.root);
  REQUIRE(scanned.root->members.size() == 1);
  const JsonMember& member = scanned.root->members[0];
  CHECK(member.key == "aé");
  CHECK(text.substr(member.begin, 3) == "\"a\\");
  REQUIRE(member.comma);
  CHECK(text[*member.comma] == ',');
  CHECK(member.value.kind == JsonNode::Kind::array);
  CHECK(text.substr(member.value.begin, member.value.end - member.value.begin) == "[1, \"b\", {}]");
  CHECK(member.value.elements[1].text == "b");
  CHECK(scanned.root->find("aé") == &member);
  CHECK(scanned.root->find("b") == nullptr);
}

TEST_CASE("scan_jsonc: a text without a value is no problem")
{
  for (const char* text : {"", " \n", "// nothing", "/* a */ \n"}) {
    const JsoncText scanned = scan_jsonc(text, "f");
    CHECK_FALSE(scanned.root);
    CHECK_FALSE(scanned.problem);
  }
}

TEST_CASE("scan_jsonc: what is no JSON is told with its place, and without its line")
{
  struct Row
  {
    const char* text;
    unsigned line, column;
    const char* message;
  };
  const std::string deep(300, '[');
  const Row rows[] = {
      {"{\n  \"a\": 1\n  \"b\": 2\n}", 3, 3, "a comma is missing"},
      {"{\"a\" 1}", 1, 6, "a colon is missing"},
      {"{a: 1}", 1, 2, "a key in quotes is missing"},
      {"{\"a\": 1", 1, 8, "the object is not closed"},
      {"{\"a\": [1, 2", 1, 12, "the array is not closed"},
      {"{\"a\": \"x\n\"}", 1, 7, "the string is not closed"},
      {"{\"a\": \"x", 1, 7, "the string is not closed"},
      {"{\"a\": 'x'}", 1, 7, "no value"},
      {"{\"a\": yes}", 1, 7, "no value"},
      {"{\"a\": NaN}", 1, 7, "no value"},
      {"{\"a\": }", 1, 7, "no value"},
      {"{\"a\": \"\\q\"}", 1, 8, "no escape of JSON"},
      {"{\"a\": \"\\ud800\"}", 1, 8, "no escape of JSON"},
      {"{\"a\": \"\\u12\"}", 1, 8, "no escape of JSON"},
      {"{} {}", 1, 4, "something follows the end of the value"},
      {"{} /* x", 1, 4, "the comment is not closed"},
      {"{\"\xff\": 1}", 1, 3, "the file is not valid UTF-8"},
      {",", 1, 1, "no value"},
      {deep.c_str(), 1, 201, "the file is nested too deeply"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const JsoncText scanned = scan_jsonc(row.text, "f");
    CHECK_FALSE(scanned.root);
    REQUIRE(scanned.problem);
    CHECK(scanned.problem->message == row.message);
    CHECK(scanned.problem->place.file == "f");
    CHECK(scanned.problem->place.line == row.line);
    CHECK(scanned.problem->place.column == row.column);
    CHECK(scanned.problem->source_line.empty());
  }
}

TEST_CASE("scan_jsonc: no prefix of a text is read beyond its end")
{
  const std::string text =
      "{ // c\n \"a\\u00e9\\ud83d\\ude00\": [1.5e3, true, null, \"\\n\"], /* d */ \"b\": {} }";
  for (std::size_t size = 0; size < text.size(); ++size) {
    const std::string prefix = text.substr(0, size);
    const JsoncText scanned = scan_jsonc(prefix, "f");
    CHECK_FALSE(scanned.root);
  }
  CHECK(scan_jsonc(text, "f").root);
}

} // namespace mcpctl
