#include "model/rotated_name.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("rotated_name: what is written is read")
{
  CHECK(rotated_name("web.log", {.number = 1}) == "web.log.1");
  CHECK(rotated_name("web.log", {.number = 12, .compressed = true}) == "web.log.12.gz");
  CHECK(parse_rotated_name("web.log", "web.log.1") == RotatedName{1, false});
  CHECK(parse_rotated_name("web.log", "web.log.12.gz") == RotatedName{12, true});
}

TEST_CASE("parse_rotated_name: other files are none")
{
  for (const char* name : {"web.log", "web.log.", "web.log.0", "web.log.01", "web.log.1.gz.tmp",
                           "web.log.x", "web.1", "web.log.gz", "web.log.-1", "web.log.99999999999",
                           "web.log.rotating", "xweb.log.1", "web.log1"}) {
    CAPTURE(name);
    CHECK_FALSE(parse_rotated_name("web.log", name));
  }
}
