#include "exchange/yaml_text.hpp"

#include "exchange/pm2_value.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

struct Read
{
  std::string value; // as JSON
  std::string problems;
};

Read read(const std::string& text)
{
  const SourceFile file{.path = "/x.yml", .shown = "x.yml", .owner = "", .text = text};
  const Source source(file, 0);
  Problems problems;
  const std::optional<Value> value = parse_yaml(source, problems);
  Read result{value ? pm2_text(*value) : "(none)", ""};
  for (const Diagnostic& diagnostic : problems.sorted())
    result.problems += format_diagnostic(diagnostic);
  return result;
}

} // namespace

TEST_CASE("parse_yaml: plain words as YAML 1.2 has them")
{
  struct Row
  {
    const char* text;
    const char* expected;
  };
  const Row rows[] = {
      {"[1, 0x1F, 0o17, -3, +4]", "[1,31,15,-3,4]"},
      {"[1.5, 1e3, .5]", "[1.5,1000,0.5]"},
      {"[true, FALSE, yes, no, on]", R"([true,false,"yes","no","on"])"},
      {"[~, null, '']", R"([null,null,""])"},
      {"['1', \"true\", 010, 1_000]", R"(["1","true",10,"1_000"])"},
      {"[1.2.3, 12:30, v1]", R"(["1.2.3","12:30","v1"])"},
      {"a: |\n  x\n  y\nb: >-\n  x\n  y\n", R"({"a":"x\ny\n","b":"x y"})"},
      {"a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}", R"({"a":{"b":1,"c":2},"d":{"c":3,"b":1}})"},
      {"a: &x {b: 1}\ne: &y {b: 2, f: 3}\nd: {<<: [*x, *y]}",
       R"({"a":{"b":1},"e":{"b":2,"f":3},"d":{"b":1,"f":3}})"},
      {"'<<': 1", R"({"<<":1})"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Read result = read(row.text);
    CHECK(result.value == row.expected);
    CHECK(result.problems == "");
  }
}

TEST_CASE("parse_yaml: what it is not, with its place")
{
  CHECK(read("a: [1, 2").problems.starts_with("x.yml:"));
  CHECK(read("a: 1\na: 2").problems.find("x.yml:2:1: error: a key that stands twice")
        != std::string::npos);
  CHECK(read("? [a]\n: 1").problems.find("a key that is no word") != std::string::npos);
  CHECK(read("a: 1\n---\nb: 2").problems.find("not one document of YAML, but 2")
        != std::string::npos);
  CHECK(read("a: *nowhere").problems.find("this is no YAML") != std::string::npos);
}

TEST_CASE("parse_yaml: aliases that multiply, and such that hold themselves, end")
{
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 9; ++i) {
    const std::string last = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last;
    for (int times = 1; times < 10; ++times)
      bomb += ", " + last;
    bomb += "]\n";
  }
  CHECK(read(bomb).problems.find("more values, or deeper ones") != std::string::npos);
  CHECK(read("a: &a [*a]").problems.find("error: ") != std::string::npos);
  CHECK(read(std::string(5000, '[')).problems.find("error: ") != std::string::npos);
}
