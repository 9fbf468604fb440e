#include "units/directives.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("directive_since, has_directive: by version of systemd")
{
  CHECK(directive_since("ExecStart") == 252);
  CHECK(directive_since("NotAnyDirective") == 252);
  CHECK(directive_since("RestartMode") == 254);
  CHECK_FALSE(has_directive(253, "RestartMode"));
  CHECK(has_directive(254, "RestartMode"));
  CHECK(has_directive(257, "CPUAccounting"));
  CHECK_FALSE(has_directive(258, "CPUAccounting"));
}

TEST_CASE("applies_live: limits and policies, not what a process is started with")
{
  for (const char* key : {"MemoryMax", "CPUQuota", "Restart", "TimeoutStopSec", "ExecReload"}) {
    CHECK(applies_live("Service", key));
  }
  for (const char* key : {"ExecStart", "User", "EnvironmentFile", "Type", "Slice", "LimitNOFILE"}) {
    CHECK_FALSE(applies_live("Service", key));
  }
  CHECK(applies_live("Unit", "Description"));
}
