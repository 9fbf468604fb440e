#include "exchange/shown.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mcpctl {

namespace {

std::string shown(std::string_view text, Syntax syntax = Syntax::json)
{
  return fmt::format("{}", fmt::join(shown_lines(text, syntax), "\n"));
}

} // namespace

TEST_CASE("shown_lines: what may be a secret is not shown")
{
  CHECK(shown(R"({"a": {"command": "npx", "args": ["-y", "x"], "env": {"A": "b"}}})")
        == R"({"a": {"command": "npx", "args": ["-y", "x"], "env": {"A": "..."}}})");
  CHECK(shown(R"({"headers": {"Authorization": "Bearer x"}, "apiKey": "k", "n": 1})")
        == R"({"headers": {"Authorization": "..."}, "apiKey": "...", "n": 1})");
  CHECK(shown(R"({"args": ["--api-key", "k", "--token=t", "--port", "1"]})")
        == R"({"args": ["--api-key", "...", "...", "--port", "1"]})");
  CHECK(shown("a = 'x' # é\n[s.env]\nE = 'é'\nM = '''\n1\n'''\n", Syntax::toml)
        == "a = 'x' # é\n[s.env]\nE = \"...\"\nM = \"...\"\n\n");
}

TEST_CASE("secrets_gone: what the older text alone has")
{
  using Names = std::vector<std::string>;
  const char* const before =
      R"({"a": {"command": "npx", "args": ["--api-key", "k3y", "--token=t0ken"],
    "env": {"DB_TOKEN": "s3cret", "MODE": "fast", "OTHER_TOKEN": "<your token>"}},
    "b": {"env": {"KEPT_TOKEN": "st4ys"}}})";
  CHECK(secrets_gone(before, R"({"b": {"env": {"KEPT_TOKEN": "st4ys"}}})", Syntax::json)
        == Names{"--api-key", "--token", "DB_TOKEN"});
  CHECK(secrets_gone(before, before, Syntax::json).empty());
  CHECK(secrets_gone("[a.env]\nDB_TOKEN = 's3cret'\n", "", Syntax::toml) == Names{"DB_TOKEN"});
}

TEST_CASE("shown_lines: as many lines as there are, and nothing that steers a terminal")
{
  CHECK(shown("{\r\n\t\"a\": \"\xe2\x80\xae\",\r\n\t// \x1b[31m\r\n}\r\n")
        == "{\n\t\"a\": \"\\u202e\",\n\t// \\x1b[31m\n}");
}

} // namespace mcpctl
