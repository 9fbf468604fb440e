#include "cli/hints.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("as_typed: the scope that was asked for, and the files where they are read")
{
  Context context;
  const auto typed = [&](const char* text) { return as_typed(context, std::string_view(text)); };
  CHECK(typed("mcpctl start web") == "mcpctl start web");
  context.options.system = true;
  context.options.files = {"a b.toml"};
  struct Row
  {
    const char* what;
    const char* text;
    const char* typed;
  };
  const Row rows[] = {
      {"a verb", "mcpctl start web", "mcpctl --system start web"},
      {"two of them", "mcpctl edit, then mcpctl status",
       "mcpctl --system -c 'a b.toml' edit, then mcpctl --system status"},
      {"another name of a verb", "mcpctl ls", "mcpctl --system ls"},
      {"options are there already", "mcpctl --user apply", "mcpctl --user apply"},
      {"no verb", "mcpctl reads files", "mcpctl reads files"},
      {"another word that begins like it", "mcpctl: start", "mcpctl: start"},
      {"at the end", "by mcpctl", "by mcpctl"},
      {"as root", "sudo mcpctl apply", "sudo mcpctl --system -c 'a b.toml' apply"},
      {"nothing", "", ""},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(typed(row.text) == row.typed);
    }
  }
}
