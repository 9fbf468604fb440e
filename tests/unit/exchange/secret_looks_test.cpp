#include "exchange/secret_looks.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("looks_secret_name: words of a name tell, wherever the name is from")
{
  for (const char* name :
       {"GITHUB_TOKEN", "API_KEY", "apiKey", "--api-key", "X-Api-Key", "APIKEY",
        "github_personal_access_token", "DB_PASSWORD", "GITHUB_PAT", "Authorization", "PGPASSWORD",
        "AUTHTOKEN", "clientSecret", "AWS_SECRET_ACCESS_KEY", "--token"}) {
    CAPTURE(name);
    CHECK(looks_secret_name(name));
  }
  for (const char* name :
       {"", "-", "MAX_TOKENS", "KEYBOARD", "TOKEN_FILE", "TOKEN_URL", "PATH", "AWS_ACCESS_KEY_ID",
        "PUBLIC_KEY", "LOG_LEVEL", "PATTERN", "AUTHOR", "bearer_token_env_var", "MONKEY"}) {
    CAPTURE(name);
    CHECK_FALSE(looks_secret_name(name));
  }
}

TEST_CASE("looks_secret_value: known beginnings, passwords in URLs, long randomness")
{
  for (const char* value :
       {"ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat_11ABCDEFG0abcdef",
        "sk-0123456789ab",
        "xoxb-123456789-abc",
        "ntn_0123456789",
        "secret_0123456789",
        "AKIAIOSFODNN7EXAMPLE",
        "glpat-0123456789abcdef",
        "Bearer 0123456789",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
        "postgresql://alice:pw@localhost/blog",
        "0123456789abcdef0123456789abcdef",
        "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7",
        R"({"Authorization": "Bearer hunter2", "Notion-Version": "2022-06-28"})",
        R"({"githubPersonalAccessToken":"hunter2"})",
        R"("{\"braveApiKey\":\"hunter2\"}")",
        "Server=db;User Id=u;Password=hunter2;",
        "AccountName=x;AccountKey=aGk=",
        "https://mcp.example/mcp?api_key=hunter2",
        "--header=Authorization: Bearer hunter2",
        "$env:TOKEN='hunter2'; npx x",
        "https://mcp.example/s/aB3dE6gH9jK2mN5pQ8sT1vW4yZ7==/mcp",
        "use ghp_0123456789abcdefghijABCDEFGHIJ012345, please",
        "https://mcp.example/mcp?api_key=${KEY:-hunter2}"}) {
    CAPTURE(value);
    CHECK(looks_secret_value(value));
  }
  for (const char* value :
       {"", "sk-", "info", "/srv/0123456789abcdef0123456789abcdef", "https://example.com/mcp",
        "https://alice@example.com", "@modelcontextprotocol/server-filesystem",
        "mcp-server-sqlite-npx-2025.4.25", "Europe/Berlin", "ghcr.io/github/github-mcp-server",
        "a-very-long-name-of-a-server-with-words", "ghcr.io/example/auth:latest",
        R"({"Authorization": "Bearer ${TOKEN}"})", "https://mcp.example/mcp?api_key=${KEY}",
        "https://mcp.example/a?token=&page=2", "--require=tsx --max-tokens=4096",
        R"({"maxTokens": 4096, "tokenFile": "/run/token"})", "export TOKEN=\"$TOKEN\" && node x"}) {
    CAPTURE(value);
    CHECK_FALSE(looks_secret_value(value));
  }
}

TEST_CASE("looks_secret: a path, a switch or a number is none, whatever its name")
{
  CHECK(looks_secret("TOKEN", "hunter2"));
  CHECK(looks_secret("TOKEN", "/aB3dE6gH9/K2mN5pQ8sT1vW4yZ7"));
  for (const char* value :
       {"", "true", "false", "/run/secrets/token", "~/token", "./token", "42"}) {
    CAPTURE(value);
    CHECK_FALSE(looks_secret("TOKEN", value));
  }
}

TEST_CASE("redacted: nothing secret is left, the rest is")
{
  CHECK(redacted("LEVEL", "info") == "info");
  CHECK(redacted("TOKEN", "hunter2") == "(hidden)");
  CHECK(redacted("url", "https://mcp.example/sse?api_key=0123abcd&region=eu")
        == "https://mcp.example/sse?api_key=(hidden)&region=eu");
  CHECK(redacted("url", "https://u:pw@mcp.example/") == "https://u:(hidden)@mcp.example/");
  CHECK(redacted("url", "https://mcp.example/s/0123456789abcdef0123456789abcdef/mcp")
        == "https://mcp.example/s/(hidden)/mcp");
}

TEST_CASE("variable_name: a name that an environment takes")
{
  CHECK(variable_name("--api-key") == "API_KEY");
  CHECK(variable_name("X-Api-Key") == "X_API_KEY");
  CHECK(variable_name("accessToken") == "ACCESS_TOKEN");
  CHECK(variable_name("2fa") == "SECRET_2FA");
  CHECK(variable_name("--pwd") == "SECRET_PWD");
  CHECK(variable_name("--path") == "SECRET_PATH");
}
