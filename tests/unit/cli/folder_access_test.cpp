#include "cli/folder_access.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("may_enter: every folder on the way counts")
{
  const TemporaryFolder folder; // 0700, the caller's
  folder.write("below/file", "");
  CHECK(may_enter("/usr/bin", "nobody"));
  CHECK_FALSE(may_enter(folder / "below", "nobody"));
  CHECK_FALSE(may_enter(folder.path(), "nobody"));
  CHECK(may_enter(folder / "below", "root"));
  CHECK(may_enter("/usr", "0"));
  CHECK(may_enter("/usr", "there is no such user"));
  CHECK_FALSE(may_enter("/usr/there/is/none", "nobody"));
}
