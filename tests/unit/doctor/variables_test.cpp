#include "doctor/variables.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("variables_missed_in: what programs say of a variable that is not set")
{
  using Names = std::vector<std::string>;
  struct Row
  {
    const char* line;
    Names names;
  };
  const Row rows[] = {
      {"KeyError: 'NOTION_TOKEN'", {"NOTION_TOKEN"}},
      {"KeyError: 'TOKEN'", {"TOKEN"}},
      {"Error: NOTION_TOKEN is not set", {"NOTION_TOKEN"}},
      {"GITHUB_PERSONAL_ACCESS_TOKEN not set", {"GITHUB_PERSONAL_ACCESS_TOKEN"}},
      {"Missing required environment variable: SLACK_BOT_TOKEN", {"SLACK_BOT_TOKEN"}},
      {"Error: BRAVE_API_KEY environment variable is required", {"BRAVE_API_KEY"}},
      {"Please set SLACK_BOT_TOKEN and SLACK_TEAM_ID environment variables",
       {"SLACK_BOT_TOKEN", "SLACK_TEAM_ID"}},
      {"sh: 1: HOST: parameter not set", {"HOST"}},
      {"line 3: DATA_DIR: unbound variable", {"DATA_DIR"}},
      {"environment variable 'PGHOST' not found", {"PGHOST"}},
      {"ERROR missing environment variable DB_URL, DB_URL", {"DB_URL"}},
      // Not of a variable, or nothing is missing.
      {"ERROR: file not found", {}},
      {"Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'x'", {}},
      {"listening on PORT_3000", {}},
      {"HTTP 404 NOT FOUND", {}},
      {"Using API_KEY from the environment", {}},
      {"", {}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.line);
    CHECK(variables_missed_in(row.line) == row.names);
  }
}
