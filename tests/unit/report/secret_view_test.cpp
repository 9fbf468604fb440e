#include "report/secret_view.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

constexpr RealTime noon{std::chrono::seconds(1'767'268'800)}; // 2026-01-01 12:00:00 UTC

std::vector<SecretRow> rows()
{
  return {{.server = "notion",
           .name = "TOKEN",
           .delivery = Delivery::environment,
           .used = true,
           .bytes = 51,
           .set_at = noon,
           .source = "/etc/mcp/mcp.toml:3"},
          {.server = "notion",
           .name = "CERT",
           .state = SecretState::missing,
           .delivery = Delivery::file,
           .used = true},
          {.server = "old", .name = "KEY", .used = false, .bytes = 1, .set_at = noon},
          {.server = "web",
           .name = "KEY",
           .state = SecretState::refused,
           .delivery = Delivery::environment,
           .used = true,
           .bytes = 1,
           .set_at = noon,
           .problem = "KEY is open to others (mode 0644)"},
          {.server = "x", .name = "Y", .bytes = 2, .set_at = noon}};
}

} // namespace

TEST_CASE("secret_table: what is kept, what is missing, what is not used")
{
  ::setenv("TZ", "UTC", 1);
  CHECK(secret_table(rows(), {}, noon)
        == "SERVER  KEY    AS           SET       STATE\n"
           "notion  TOKEN  environment  12:00:00  set\n"
           "notion  CERT   file         -         missing\n"
           "old     KEY    -            12:00:00  not used\n"
           "web     KEY    environment  12:00:00  refused\n"
           "x       Y      -            12:00:00  set\n");
}

TEST_CASE("secret_json: the same for scripts")
{
  CHECK(secret_json(Scope::system, {rows()[0], rows()[4]}) == R"({
  "scope": "system",
  "secrets": [
    {
      "server": "notion",
      "key": "TOKEN",
      "state": "set",
      "as": "environment",
      "used": true,
      "bytes": 51,
      "set_at": "2026-01-01T12:00:00Z",
      "problem": null,
      "source": "/etc/mcp/mcp.toml:3"
    },
    {
      "server": "x",
      "key": "Y",
      "state": "set",
      "as": null,
      "used": null,
      "bytes": 2,
      "set_at": "2026-01-01T12:00:00Z",
      "problem": null,
      "source": null
    }
  ]
}
)");
}
