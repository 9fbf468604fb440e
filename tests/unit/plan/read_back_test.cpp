#include "plan/read_back.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("read back: what differs from what was written")
{
  using Argv = std::vector<std::string>;
  const std::string ours = "/u/mcp@a.service.d/10-mcpctl.conf";
  const std::string theirs = "/u/mcp@a.service.d/override.conf";
  const Argv argv = {"/bin/cat", "x"};
  struct Row
  {
    const char* what;
    LoadedUnit unit;
    std::string expected; // empty: as written
  };
  const Row rows[] = {
      {"as written", {"u", "loaded", "", argv, {ours}}, ""},
      {"another command",
       {"u", "loaded", "", {"/bin/cat"}, {ours}},
       "systemd read another command than was written"},
      {"does not load",
       {"u", "bad-setting", "Unit has no ExecStart=", {}, {ours}},
       "Unit has no ExecStart="},
      {"without words", {"u", "not-found", "", {}, {}}, "not-found"},
      {"masked by hand", {"u", "masked", "Unit is masked", {}, {}}, ""},
      {"somebody else's drop-in", {"u", "loaded", "", {"/bin/tac"}, {ours, theirs}}, ""},
      {"a distribution's drop-in for all services",
       {"u", "loaded", "", {"/bin/tac"}, {ours, "/usr/lib/systemd/user/service.d/10-x.conf"}},
       "systemd read another command than was written"},
      {"set-property",
       {"u", "loaded", "", {"/bin/tac"}, {ours, "/h/systemd/user.control/u.d/50-TasksMax.conf"}},
       "systemd read another command than was written"},
  };
  for (const Row& row : rows) {
    SUBCASE(row.what)
    {
      CHECK(misunderstood(row.unit, argv).value_or("") == row.expected);
    }
  }
}
