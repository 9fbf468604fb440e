#include "systemd/unit_path.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("unit_object_path: as systemd escapes names, and back")
{
  struct Row
  {
    const char* unit;
    const char* path;
  };
  const Row rows[] = {
      {"mcp@web.service", "/org/freedesktop/systemd1/unit/mcp_40web_2eservice"},
      {"mcp@web:2.service", "/org/freedesktop/systemd1/unit/mcp_40web_3a2_2eservice"},
      {"mcp@a_b-c.service", "/org/freedesktop/systemd1/unit/mcp_40a_5fb_2dc_2eservice"},
      {"7zip.service", "/org/freedesktop/systemd1/unit/_37zip_2eservice"},
      {"h\xc3\xa9.service", "/org/freedesktop/systemd1/unit/h_c3_a9_2eservice"},
      {"", "/org/freedesktop/systemd1/unit/_"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.unit);
    CHECK(unit_object_path(row.unit) == row.path);
    CHECK(unit_of_object_path(row.path) == row.unit);
  }
}

TEST_CASE("unit_of_object_path: other paths are no units")
{
  CHECK_FALSE(unit_of_object_path("/org/freedesktop/systemd1"));
  CHECK_FALSE(unit_of_object_path("/org/freedesktop/systemd1/unit/"));
  CHECK_FALSE(unit_of_object_path("/org/freedesktop/systemd1/job/12"));
  CHECK_FALSE(unit_of_object_path("/org/freedesktop/systemd1/unit/mcp_4"));
  CHECK_FALSE(unit_of_object_path("/org/freedesktop/systemd1/unit/mcp_zz"));
}
