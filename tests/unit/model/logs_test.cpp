#include "model/logs.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("path_for: instances have a file each")
{
  struct Row
  {
    const char* id;
    const char* path;
    const char* expected;
  };
  const Row rows[] = {
      {"web", "/var/log/web.log", "/var/log/web.log"},
      {"web:2", "/var/log/web.log", "/var/log/web-2.log"},
      {"web:2", "/var/log/web.err.log", "/var/log/web.err-2.log"},
      {"web:12", "/var/log.d/web", "/var/log.d/web-12"},
      {"web:1", "/var/log/.web", "/var/log/.web-1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    CHECK(path_for(*parse_instance_id(row.id), row.path) == row.expected);
  }
}
