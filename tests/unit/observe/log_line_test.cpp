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

TEST_CASE("log_line_of: what was dropped of all of a user's services is of no server")
{
  const LogLine line = log_line_of({.unit = "user@1000.service",
                                    .message = "Suppressed 12 messages from user@1000.service",
                                    .from_systemd = true,
                                    .dropped = 12});
  CHECK(line.server.empty());
  CHECK_FALSE(line.id.has_value());
  CHECK(line.message == "journald dropped 12 messages of all your services together");
  const LogLine of_server =
      log_line_of({.unit = "mcp@web.service", .message = "Suppressed 12", .dropped = 12});
  CHECK(of_server.server == "web");
  CHECK(of_server.message == "Suppressed 12");
}
