#include "watch/options.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::optional<WatchOptions> parse(std::vector<std::string> words)
{
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  return parse_watch_options(pointers);
}

} // namespace

TEST_CASE("parse_watch_options: what the unit says")
{
  const auto options = parse({"system", "mcp@web:2.service", "250", "--ignore", "*.x",
                              "--ignore-file", "/var/log/web", "--", "/srv/a b", "/srv/--"});
  REQUIRE(options);
  CHECK(options->is_system);
  CHECK(options->unit == "mcp@web:2.service");
  CHECK(options->delay == std::chrono::milliseconds(250));
  CHECK(options->roots == std::vector<std::string>{"/srv/a b", "/srv/--"});
  CHECK(options->ignored.ignores("/srv", "q.x"));
  CHECK(options->ignored.ignores("/var/log", "web.1"));
}

TEST_CASE("parse_watch_options: what makes no sense is refused")
{
  CHECK_FALSE(parse({}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "250"}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "250", "--"}));
  CHECK_FALSE(parse({"global", "mcp@web.service", "250", "--", "/srv"}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "soon", "--", "/srv"}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "-1", "--", "/srv"}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "1", "--ignore", "--", "/srv"}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "1", "--other", "x", "--", "/srv"}));
  CHECK_FALSE(parse({"user", "mcp@web.service", "1", "--", "relative"}));
}
