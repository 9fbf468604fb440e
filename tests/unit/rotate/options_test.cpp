#include "rotate/options.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

std::optional<RotateOptions> parse(std::vector<std::string> words)
{
  std::vector<char*> pointers;
  for (std::string& word : words)
    pointers.push_back(word.data());
  return parse_rotate_options(pointers);
}

} // namespace

TEST_CASE("parse_rotate_options: all that apply writes")
{
  const auto options = parse({"run", "--system", "--writers=mcp@a.service", "--size=1048576",
                              "--keep=3", "--max-age=60", "--compress", "--", "/a", "/b c"});
  REQUIRE(options);
  CHECK_FALSE(options->thaw);
  CHECK(options->system);
  CHECK(options->writers == "mcp@a.service");
  CHECK(options->size == 1048576);
  CHECK(options->keeping.keep == 3);
  CHECK(options->keeping.max_age == std::chrono::seconds(60));
  CHECK(options->compress);
  CHECK(options->files == std::vector<std::string>{"/a", "/b c"});
  CHECK(parse({"thaw", "--user", "--writers=x", "--", "/a"})->thaw);
}

TEST_CASE("parse_rotate_options: anything else is refused")
{
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"run"},
      {"run", "--writers=x", "--"},
      {"run", "--", "/a"},
      {"run", "--writers=x", "--", "a"},
      {"run", "--writers=x", "--size=1K", "--", "/a"},
      {"run", "--writers=x", "--keep=0", "--", "/a"},
      {"run", "--writers=x", "--max-age=-1", "--", "/a"},
      {"run", "--writers=x", "--other", "--", "/a"},
      {"go", "--writers=x", "--", "/a"},
  };
  for (const auto& words : wrong)
    CHECK_FALSE(parse(words));
}
