#include "rotate/writers.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("fits_pattern: a unit, or every session of one server")
{
  CHECK(fits_pattern("mcp@a.service", "mcp@a.service"));
  CHECK_FALSE(fits_pattern("mcp@a.service", "mcp@a:1.service"));
  CHECK(fits_pattern("mcp-a@*.service", "mcp-a@1-2-1000.service"));
  CHECK_FALSE(fits_pattern("mcp-a@*.service", "mcp-a-b@1-2-1000.service"));
  CHECK_FALSE(fits_pattern("mcp-a@*.service", "mcp-a@.servic"));
  CHECK_FALSE(fits_pattern("ab*ba", "aba"));
}
