#include "connect/words.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace mcpctl;

namespace {

// "user NAME", "system NAME", or "full" where the words are for the full mcpctl.
std::string understood(std::vector<std::string> words, bool is_root)
{
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  const auto parsed = parse_connect_words(pointers, is_root);
  if (!parsed)
    return "full";
  return (parsed->system ? "system " : "user ") + std::string(parsed->server);
}

} // namespace

TEST_CASE("parse_connect_words: what the small program does itself")
{
  CHECK(understood({"connect", "files"}, false) == "user files");
  CHECK(understood({"connect", "files"}, true) == "system files");
  CHECK(understood({"--user", "connect", "blog.files-2_x"}, true) == "user blog.files-2_x");
  CHECK(understood({"connect", "--system", "files"}, false) == "system files");
  CHECK(understood({"connect", "files", "--user"}, true) == "user files");
  CHECK(understood({"connect", std::string(64, 'a')}, false) == "user " + std::string(64, 'a'));
}

TEST_CASE("parse_connect_words: what is for the full mcpctl")
{
  const std::vector<std::string> lines[] = {
      {},
      {"connect"},
      {"status"},
      {"status", "connect"},
      {"connect", "--help"},
      {"connect", "files", "--help"},
      {"connect", "files", "more"},
      {"-c", "x.toml", "connect", "files"},
      {"-q", "connect", "files"},
      {"--user", "--system", "connect", "files"},
      {"connect", ""},
      {"connect", "../files"},
      {"connect", "a/b"},
      {"connect", ".files"},
      {"connect", "web:1"},
      {"connect", "@tag"},
      {"connect", std::string(65, 'a')},
      {"connect", "--explain-error=2", "files"},
  };
  for (const std::vector<std::string>& words : lines)
    CHECK(understood(words, false) == "full");
}
