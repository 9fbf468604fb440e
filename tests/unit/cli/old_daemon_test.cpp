#include "cli/old_daemon.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("unit_starts: a unit names the file as a word of its command")
{
  const std::string path = "/etc/mcp_server.conf";
  CHECK(unit_starts("[Service]\nExecStart=/opt/mcpd --config /etc/mcp_server.conf\n", path,
                    "/home/u"));
  CHECK(unit_starts("ExecStart=/opt/mcpd --config=/etc/mcp_server.conf -v", path, "/home/u"));
  CHECK(unit_starts("ExecStart=/opt/mcpd \"/etc/mcp_server.conf\"\n", path, "/home/u"));
  CHECK(!unit_starts("ExecStart=/opt/mcpd /etc/mcp_server.conf.old\n", path, "/home/u"));
  CHECK(!unit_starts("ExecStart=/opt/mcpd /srv/etc/mcp_server.conf\n", path, "/home/u"));
  CHECK(!unit_starts("# /etc/mcp_server.conf\nExecStart=/opt/mcpd\n", path, "/home/u"));
  CHECK(!unit_starts("", path, "/home/u"));
  CHECK(!unit_starts("ExecStart=/opt/mcpd\n", "", "/home/u"));
  const std::string own = "/home/u/mcp/x.conf";
  CHECK(unit_starts("ExecStart=/opt/mcpd \\\n  -c %h/mcp/x.conf\n", own, "/home/u"));
  CHECK(unit_starts("ExecStart=mcpd x.conf\nWorkingDirectory=%h/mcp\n", own, "/home/u"));
  CHECK(unit_starts("WorkingDirectory=-/home/u/\nExecStart=mcpd ./mcp/x.conf\n", own, "/home/u"));
  CHECK(unit_starts("WorkingDirectory=~\nExecStart=mcpd --config=mcp/x.conf\n", own, "/home/u"));
  CHECK(!unit_starts("WorkingDirectory=/srv\nExecStart=mcpd x.conf\n", own, "/home/u"));
  CHECK(!unit_starts("ExecStart=mcpd x.conf\n", own, "/home/u"));
}
