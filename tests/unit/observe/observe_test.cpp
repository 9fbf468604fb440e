#include "observe/observe.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("retry_timer_name")
{
  CHECK(retry_timer_name(*parse_instance_id("web")) == "mcpctl-retry@web.timer");
  CHECK(retry_timer_name(*parse_instance_id("web:2")) == "mcpctl-retry@web:2.timer");
}
