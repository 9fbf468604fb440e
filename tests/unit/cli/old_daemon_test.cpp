#include "cli/old_daemon.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("unit_starts: a unit names the file as a word of its command")
{
  const std::string path = "/etc/mcp_server.conf";
  CHECK(unit_starts("[Service]\nExecStart=/opt/mcpd --config /etc/mcp_server.conf\n", path));
  CHECK(unit_starts("ExecStart=/opt/mcpd --config=/etc/mcp_server.conf -v", path));
  CHECK(unit_starts("ExecStart=/opt/mcpd \"/etc/mcp_server.conf\"\n", path));
  CHECK(!unit_starts("ExecStart=/opt/mcpd /etc/mcp_server.conf.old\n", path));
  CHECK(!unit_starts("ExecStart=/opt/mcpd /srv/etc/mcp_server.conf\n", path));
  CHECK(!unit_starts("# /etc/mcp_server.conf\nExecStart=/opt/mcpd\n", path));
  CHECK(!unit_starts("", path));
  CHECK(!unit_starts("ExecStart=/opt/mcpd\n", ""));
}
