#include "observe/log_line.hpp"

#include "systemd/journal.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("log_line_of: the server is named as users name it")
{
  const JournalLine of_server = {
      .unit = "mcp@web:2.service", .message = "x", .priority = 3, .from_systemd = true};
  const LogLine line = log_line_of(of_server);
  CHECK(line.server == "web:2");
  CHECK(line.message == "x");
  CHECK(line.priority == 3);
  CHECK(line.from_systemd);
  CHECK(log_line_of({.unit = "cron.service"}).server == "cron.service");
}
