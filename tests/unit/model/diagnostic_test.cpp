#include "model/diagnostic.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("has_errors: warnings alone are no errors")
{
  CHECK_FALSE(has_errors({}));
  CHECK_FALSE(has_errors({Diagnostic{.severity = Severity::warning}}));
  CHECK(has_errors({Diagnostic{.severity = Severity::warning}, Diagnostic{}}));
}
