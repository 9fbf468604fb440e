#include "connect/places.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <unistd.h>

using namespace mcpctl;

TEST_CASE("full_program_of: installed, built, and replaced by an upgrade")
{
  CHECK(full_program_of("/usr/bin/mcpctl") == "/usr/bin/../libexec/mcpctl/mcpctl");
  CHECK(full_program_of("/home/ann/.local/bin/mcpctl (deleted)")
        == "/home/ann/.local/bin/../libexec/mcpctl/mcpctl");
  CHECK(full_program_of("/src/build/src/mcpctl") == "/src/build/src/program/mcpctl");
}

TEST_CASE("socket_path: a runtime folder that is not the caller's does not count")
{
  CHECK(socket_path(true, "web") == "/run/mcp/web.sock");
  const char* const before = std::getenv("XDG_RUNTIME_DIR");
  const std::string kept = before == nullptr ? "" : before;
  const std::string derived = "/run/user/" + std::to_string(::geteuid()) + "/mcp/web.sock";

  char folder[] = "/tmp/mcpctl-unit-test-XXXXXX";
  REQUIRE(::mkdtemp(folder) != nullptr);
  ::setenv("XDG_RUNTIME_DIR", folder, 1);
  CHECK(socket_path(false, "web") == std::string(folder) + "/mcp/web.sock");
  for (const char* const other : {"relative", "/does/not/exist", ""}) {
    ::setenv("XDG_RUNTIME_DIR", other, 1);
    CHECK(socket_path(false, "web") == derived);
  }
  ::rmdir(folder);
  if (before == nullptr)
    ::unsetenv("XDG_RUNTIME_DIR");
  else
    ::setenv("XDG_RUNTIME_DIR", kept.c_str(), 1);
}
