#include "store/disk.hpp"

#include "store/temporary_folder.hpp"

#include <cerrno>
#include <doctest/doctest.h>
#include <unistd.h>

using namespace mcpctl;

namespace {

constexpr uid_t nobody = 65534;

// The error as an unprivileged user gets it.
Error error_of_user(const std::string& path, int code)
{
  REQUIRE(::seteuid(nobody) == 0);
  Error error = disk_error("open", path, code);
  REQUIRE(::seteuid(0) == 0);
  return error;
}

} // namespace

TEST_CASE("disk error: each with what mends it")
{
  const Error full = disk_error("write", "/u/mcp.target", ENOSPC);
  CHECK(full.code == ExitCode::failed);
  CHECK(full.what == "/u/mcp.target: No space left on device");
  CHECK(full.mend == "make room: df -h '/u'");
  const Error read_only = disk_error("open", "/u/it's", EROFS);
  CHECK(read_only.what == "/u/it's: read-only file system");
  CHECK(read_only.mend == "findmnt -T '/u' shows what is mounted there");
  const Error other = disk_error("rename", "/u/a", EIO);
  CHECK(other.what == "/u/a: rename failed: Input/output error");
  CHECK(other.mend.empty());
}

TEST_CASE("disk error: what an earlier sudo left in a user's home"
          * doctest::skip(::geteuid() != 0))
{
  const TemporaryFolder home;
  home.write("config/systemd/user/mcp.target", "");
  REQUIRE(::chown(home.path().c_str(), nobody, nobody) == 0);
  REQUIRE(::chmod(home.path().c_str(), 0755) == 0);
  REQUIRE(::chown((home / "config").c_str(), nobody, nobody) == 0);
  const Error error = error_of_user(home / "config/systemd/user/mcp.target", EACCES);
  CHECK(error.code == ExitCode::not_permitted);
  CHECK(error.what
        == home / "config/systemd/user/mcp.target" + ": Permission denied (" + home.path()
               + "/config/systemd belongs to root, as after an earlier sudo)");
  CHECK(error.mend == "sudo chown -R \"$(id -u):$(id -g)\" '" + home.path() + "/config/systemd'");
}

TEST_CASE("disk error: somebody else's folder" * doctest::skip(::geteuid() != 0))
{
  const Error error = error_of_user("/etc/systemd/system/mcp.target", EACCES);
  CHECK(error.code == ExitCode::not_permitted);
  CHECK(error.mend == "run it as the user who owns the folder, for the system scope with sudo");
}

TEST_CASE("disk error: the caller's own folder, which he may not write"
          * doctest::skip(::geteuid() != 0))
{
  const TemporaryFolder home;
  REQUIRE(::chown(home.path().c_str(), nobody, nobody) == 0);
  REQUIRE(::chmod(home.path().c_str(), 0500) == 0);
  const Error error = error_of_user(home / "web.toml", EACCES);
  CHECK(error.code == ExitCode::not_permitted);
  CHECK(error.mend == "chmod u+w '" + home.path() + "'");
}
