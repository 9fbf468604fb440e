#include "doctor/without_secrets.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("a log's line is told without what looks secret in it")
{
  struct Row
  {
    const char* line;
    const char* told;
  };
  const Row rows[] = {
      {"", ""},
      {"EACCES: permission denied", "EACCES: permission denied"},
      {"listening at http://127.0.0.1:3001/mcp", "listening at http://127.0.0.1:3001/mcp"},
      {"KeyError: 'NOTION_TOKEN'", "KeyError: 'NOTION_TOKEN'"},
      {"sh: 1: NOTION_TOKEN: environment variable is not set",
       "sh: 1: NOTION_TOKEN: environment variable is not set"},
      {"invalid key sk-ant-api03-abcdef123456, sorry", "invalid key (hidden), sorry"},
      {"login with password=hunter2 failed", "login with password=(hidden) failed"},
      {"password: hunter2", "password: (hidden)"},
      {"password = hunter2", "password = (hidden)"},
      {"password=\"two words\" failed", "password=(hidden) failed"},
      {"cannot reach postgres://u:pw@db/x", "cannot reach postgres://u:(hidden)@db/x"},
      {"DATABASE_URL=postgres://u:pw@db/x", "DATABASE_URL=postgres://u:(hidden)@db/x"},
      {"Authorization: Bearer abc", "Authorization: Bearer (hidden)"},
      {"{\"Authorization\":\"Bearer abc\"}", "{\"Authorization\":\"Bearer (hidden)"},
      {"{\"user\":\"ann\",\"password\":\"x\"}", "{\"user\":\"ann\",\"password\":(hidden)"},
      {"ran app --api-key abc --port 1", "ran app --api-key (hidden) --port 1"},
      {"ran app --api-key=abc --port 1", "ran app --api-key=(hidden) --port 1"},
      {"GET /?api_key=abc 401", "GET /?api_key=(hidden) 401"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(without_secrets(row.line) == row.told);
  }
}

TEST_CASE("a log's line is told without values that are known to be secret")
{
  CHECK(without_values("sesame opens, sesame", {"", "sesame"}) == "(hidden) opens, (hidden)");
  CHECK(without_values("nothing of it", {"sesame"}) == "nothing of it");
}
