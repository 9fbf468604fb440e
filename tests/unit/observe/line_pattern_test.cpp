#include "observe/line_pattern.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

bool finds(const char* pattern, std::string_view line)
{
  const Result<LinePattern> compiled = LinePattern::compile(pattern);
  REQUIRE(compiled.ok());
  return compiled->found_in(line);
}

} // namespace

TEST_CASE("LinePattern: case counts only where the pattern has an upper-case letter")
{
  CHECK(finds("error", "An ERROR came"));
  CHECK(finds("Error", "An Error came"));
  CHECK_FALSE(finds("Error", "An ERROR came"));
  CHECK(finds("straße", "STRAßE"));
  CHECK(finds("^a.*z$", "a through z"));
  CHECK_FALSE(finds("^through", "a through z"));
}

TEST_CASE("LinePattern: bytes that are no UTF-8 hide nothing around them")
{
  CHECK(finds("caf", "caf\xe9 open"));
  CHECK(finds("open", "caf\xe9 open"));
  CHECK(finds("open", std::string_view("\0\xff\xfeopen", 7)));
  CHECK_FALSE(finds("shut", "caf\xe9 open"));
}

TEST_CASE("LinePattern: long lines and patterns that explode")
{
  const std::string line(4'000'000, 'a');
  CHECK(finds("a$", line));
  CHECK_FALSE(finds("b", line));
  CHECK(finds("(a|b|ab)*c", line + "c"));
  // Not decided within reason: shown.
  CHECK(finds("^(a+)+$", std::string(64, 'a') + "b"));
}

TEST_CASE("LinePattern: a bad one names its place")
{
  const Result<LinePattern> bad = LinePattern::compile("größe(");
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.error().code == ExitCode::usage);
  CHECK(bad.error().what == "--grep: missing closing parenthesis\n  größe(\n        ^");
  CHECK_FALSE(LinePattern::compile("[z-a]").ok());
  CHECK_FALSE(LinePattern::compile("\xff").ok());
}
