#include "plan/verify.hpp"

#include "plan/world.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("complaints: lines about our files, with path, line and words")
{
  const std::string output =
      "/tmp/s/mcp@web.service.d/10-mcpctl.conf:14: Unknown key name 'Foo' in section 'Service', "
      "ignoring.\n"
      "/lib/systemd/system/other.service:3: Unknown key name 'Bar', ignoring.\n"
      "mcp@web.service: Command /x is not executable: No such file or directory\n"
      "/tmp/s/mcp@a:2.service.d/10-mcpctl.conf:9: Failed to parse size value, ignoring: 12Q\n";
  const auto complaints = parse_complaints(output, "/tmp/s");
  REQUIRE(complaints.size() == 2);
  CHECK(complaints[0].path == "mcp@web.service.d/10-mcpctl.conf");
  CHECK(complaints[0].line == 14);
  CHECK(complaints[0].words == "Unknown key name 'Foo' in section 'Service'");
  CHECK(complaints[1].path == "mcp@a:2.service.d/10-mcpctl.conf");
  CHECK(complaints[1].line == 9);
  CHECK(complaints[1].words == "Failed to parse size value");
  CHECK(parse_complaints("", "/tmp/s").empty());
}

TEST_CASE("verify: units without an escape hatch need no process")
{
  const auto errors = verify_escape_hatch({}, {}, Scope::user);
  REQUIRE(errors.ok());
  CHECK(errors.value().empty());
}
