#include "cli/expected.hpp"

#include <algorithm>
#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

bool offers(const Continuation& expected, const std::string& word)
{
  return std::any_of(expected.words.begin(), expected.words.end(),
                     [&](const Candidate& candidate) { return candidate.word == word; });
}

} // namespace

TEST_CASE("expected_at_end: first a verb, but none that users do not type")
{
  const Continuation first = expected_at_end({"--json", ""});
  CHECK(offers(first, "status"));
  CHECK(offers(first, "apply"));
  CHECK_FALSE(offers(first, "complete"));
  CHECK_FALSE(offers(first, "probe")); // not there yet
  CHECK(offers(expected_at_end({}), "status"));
}

TEST_CASE("expected_at_end: options of the verb and those of all verbs")
{
  const Continuation options = expected_at_end({"logs", "-"});
  CHECK(offers(options, "--follow"));
  CHECK(offers(options, "--json"));
  CHECK(offers(options, "--boot"));
  CHECK_FALSE(offers(options, "status"));
  CHECK(offers(expected_at_end({"--"}), "--system"));
}

TEST_CASE("expected_at_end: what kind of word comes next")
{
  struct Row
  {
    std::vector<std::string> words;
    std::string placeholder;
  };
  const Row rows[] = {
      {{"restart", ""}, "SELECTOR"},
      {{"restart", "a", "b"}, "SELECTOR"},
      {{"-c", ""}, "FILE"},
      {{"-c", "f", "restart", ""}, "SELECTOR"},
      {{"restart", "--sessions", ""}, "SELECTOR"},
      {{"apply", "--only", ""}, "SELECTOR"},
      {{"apply", "--only", "a", ""}, ""},
      {{"apply", "--wait=3s", "--only", "a"}, "SELECTOR"},
      {{"export", "--for", ""}, "CLIENT"},
      {{"signal", ""}, "SIGNAL"},
      {{"signal", "HUP", "w"}, "SELECTOR"},
      {{"connect", ""}, "NAME"},
      {{"connect", "a", ""}, ""},
      {{"import", ""}, "FILE"},
      {{"restart", "--", "-"}, "SELECTOR"},
      {{"nonsense", ""}, ""},
      {{"export", "--for="}, "CLIENT"},
      {{"logs", "--boot=-"}, "BOOT"},
      {{"logs", "--boot", ""}, "SELECTOR"},
      {{"logs", "-n", ""}, "LINES"},
      {{"apply", "--profile=p"}, "PROFILE"},
      {{"add", ""}, "NAME"},
      {{"add", "--restart", ""}, "always|on-failure|no"},
      {{"add", "-t", ""}, "http|stdio|none"},
      {{"add", "web", "--", ""}, "COMMAND"},
      {{"add", "web", "--", "node", "-"}, "FILE"},
      {{"scale", ""}, "NAME"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.words.back());
    CHECK(expected_at_end(row.words).placeholder == row.placeholder);
  }
}

TEST_CASE("expected_at_end: a value that may be left out")
{
  CHECK(expected_at_end({"logs", "-b", ""}).alternative == "BOOT");
  CHECK(expected_at_end({"logs", "--boot", "-"}).alternative == "BOOT");
  CHECK(expected_at_end({"logs", "-b", "-1", ""}).alternative.empty());
  CHECK(expected_at_end({"logs", "-b", "-1", ""}).values.empty());
  CHECK(expected_at_end({"logs", "-b", "web", ""}).values == std::vector<std::string>{"web"});
  CHECK(expected_at_end({"logs", "--boot=0", ""}).alternative.empty());
}

TEST_CASE("expected_at_end: a value behind its option, and keys as options")
{
  CHECK(expected_at_end({"export", "--for=cl"}).prefix == "--for=");
  CHECK(expected_at_end({"export", "--for", "cl"}).prefix.empty());
  CHECK(offers(expected_at_end({"add", "--mem"}), "--memory-max"));
  CHECK(offers(expected_at_end({"export", "--none=x"}), "--write"));
}
