#include "config/real_files.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

TEST_CASE("real_file_view: what every system has")
{
  const FileView files = real_file_view();
  CHECK(files.kind("/bin/sh") == FileKind::executable);
  CHECK(files.kind("/etc/passwd") == FileKind::regular);
  CHECK(files.kind("/etc") == FileKind::directory);
  CHECK(files.kind("/dev/null") == FileKind::other);
  CHECK(files.kind("/does/not/exist") == FileKind::missing);
  CHECK(files.owner("/etc/passwd") == "root");
  CHECK(files.owner("/does/not/exist") == "");
  CHECK(files.user_exists("root"));
  CHECK_FALSE(files.user_exists("no-such-user"));
  CHECK(files.group_exists("root"));
  CHECK_FALSE(files.group_exists("no-such-group"));
  CHECK(files.read("/etc/passwd")->starts_with("root:"));
  CHECK(files.read("/etc").error().what == "/etc: Is a directory");
  CHECK(files.read("/does/not/exist").error().what == "/does/not/exist: No such file or directory");
}
