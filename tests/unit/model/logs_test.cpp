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

TEST_CASE(
    "out_target, err_target: a level takes streams out of the journal, and no file from anybody")
{
  using Kind = LogTarget::Kind;
  struct Row
  {
    const char* level;
    Kind out;
    Kind err;
  };
  const Row rows[] = {
      {"", Kind::journal, Kind::journal},     {"debug", Kind::journal, Kind::journal},
      {"info", Kind::journal, Kind::journal}, {"notice", Kind::null, Kind::journal},
      {"warning", Kind::null, Kind::journal}, {"err", Kind::null, Kind::null},
      {"emerg", Kind::null, Kind::null},
  };
  for (const Row& row : rows) {
    CAPTURE(row.level);
    Logs logs;
    logs.level_max = row.level;
    CHECK(out_target(logs).kind == row.out);
    CHECK(err_target(logs).kind == row.err);
    logs.out = logs.err = {.kind = Kind::file, .path = "/var/log/x"};
    CHECK(out_target(logs) == logs.out);
    CHECK(err_target(logs) == logs.err);
  }
}
