#include "report/doctor_json.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("doctor_json: every finding, and how many there are of each severity")
{
  const Findings findings = {
      {.check = "linger",
       .section = "Start at boot",
       .gravity = Gravity::warning,
       .what = "lingering is off",
       .why = "",
       .mend = {{.text = "mcpctl startup"},
                {.text = "/mcp.toml:3: port = 1", .kind = StepKind::edit}}},
      {.check = "state", .section = "Servers", .subject = "web", .what = "\xff", .why = "b"}};
  CHECK(doctor_json(Scope::user, findings) == R"({
  "scope": "user",
  "counts": {
    "problem": 0,
    "warning": 1,
    "note": 0,
    "unknown": 0,
    "ok": 1
  },
  "findings": [
    {
      "check": "linger",
      "severity": "warning",
      "section": "Start at boot",
      "subject": null,
      "what": "lingering is off",
      "why": null,
      "mend": [
        "mcpctl startup",
        "/mcp.toml:3: port = 1"
      ],
      "steps": [
        {
          "kind": "command",
          "text": "mcpctl startup"
        },
        {
          "kind": "edit",
          "text": "/mcp.toml:3: port = 1"
        }
      ]
    },
    {
      "check": "state",
      "severity": "ok",
      "section": "Servers",
      "subject": "web",
      "what": "�",
      "why": "b",
      "mend": [],
      "steps": []
    }
  ]
}
)");
}
