#include "cli/pm2_verbs.hpp"
#include "cli/verbs.hpp"

#include <algorithm>
#include <doctest/doctest.h>
#include <sstream>

using namespace mcpctl;

namespace {

bool is_verb(std::string_view name)
{
  const auto verbs = all_verbs();
  return std::any_of(verbs.begin(), verbs.end(), [&](const Verb& verb) {
    return verb.name == name && verb.declare != nullptr;
  });
}

} // namespace

TEST_CASE("in_place_of_pm2: a command that exists, for words that are not ours")
{
  for (const char* word : {"kill", "l", "desc", "info", "sendSignal", "jlist", "ping", "resurrect",
                           "startOrReload", "ecosystem", "trigger"}) {
    CAPTURE(word);
    const auto command = in_place_of_pm2(word);
    REQUIRE(command);
    CHECK_FALSE(is_verb(word));
    std::istringstream words{std::string(*command)};
    std::string program, verb;
    words >> program >> verb;
    if (verb == "--json")
      words >> verb;
    CHECK((program == "man" || is_verb(verb)));
  }
  CHECK_FALSE(in_place_of_pm2("restart"));
  CHECK_FALSE(in_place_of_pm2("Kill"));
  CHECK_FALSE(in_place_of_pm2(""));
}
