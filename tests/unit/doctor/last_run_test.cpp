#include "doctor/last_run.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

using Texts = std::vector<std::string>;

RealTime at(int second)
{
  return RealTime(std::chrono::seconds(second));
}

JournalLine line(int second, const char* invocation, const char* message)
{
  return {.at = at(second), .message = message, .invocation_id = invocation};
}

} // namespace

TEST_CASE("lines_of: by the invocation, and by the time where journald lost that")
{
  const std::vector<JournalLine> lines = {line(1, "a", "old"), line(2, "", "old, unnamed"),
                                          line(5, "a", "old, told late"), line(6, "b", "new"),
                                          line(7, "", "new, unnamed")};
  CHECK(lines_of({"b", at(5)}, lines) == Texts{"new", "new, unnamed"});
  CHECK(lines_of({"", at(5)}, lines) == Texts{"old, told late", "new", "new, unnamed"});
  CHECK(lines_of({"c", at(8)}, lines).empty());
}

TEST_CASE("lines_before: of the run before, not of earlier ones")
{
  const std::vector<JournalLine> lines = {line(1, "a", "first"), line(2, "", "first, unnamed"),
                                          line(3, "b", "second"), line(4, "", "second, unnamed"),
                                          line(6, "c", "third")};
  CHECK(lines_before({"c", at(5)}, lines) == Texts{"second", "second, unnamed"});
  CHECK(lines_before({"d", at(7)}, lines) == Texts{"third"});
  CHECK(lines_before({"c", at(5)}, {line(2, "", "unnamed")}) == Texts{"unnamed"});
  CHECK(lines_before({"a", at(0)}, {line(1, "a", "first")}).empty());
}
