#include "observe/log_files.hpp"

#include "units/render.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

LogTarget file(const char* path)
{
  return {.kind = LogTarget::Kind::file, .path = path};
}

InstalledUnit installed(const Logs& logs, ServerType type = ServerType::none)
{
  Server server{.name = *ServerName::parse("web")};
  server.type = type;
  server.command.argv = {"/bin/true"};
  server.logs = logs;
  const RenderedUnit unit = render(server, {.unit_folder = "/units"}).units.front();
  return {.marker = {.id = unit.id}, .unit = unit.unit, .files = unit.files};
}

} // namespace

TEST_CASE("log_files: what was rendered is read back")
{
  using Files = std::vector<LogFile>;
  CHECK(log_files(installed({})).empty());
  CHECK(log_files(installed({.out = file("/a b/100%%.log"), .err = file("/b")}))
        == Files{{"/a b/100%%.log", true, false}, {"/b", false, true}});
  CHECK(log_files(installed({.out = file("/a"), .err = file("/a")})) == Files{{"/a", true, true}});
  CHECK(log_files(installed({.err = file("/a")})) == Files{{"/a", false, true}});
  CHECK(log_files(installed({.err = file("/a")}, ServerType::stdio)) == Files{{"/a", false, true}});
}

TEST_CASE("writes_to_journal: unless both streams go elsewhere")
{
  const LogTarget null{.kind = LogTarget::Kind::null};
  CHECK(writes_to_journal(installed({})));
  CHECK(writes_to_journal(installed({.out = file("/a")})));
  CHECK(writes_to_journal(installed({.err = null})));
  CHECK_FALSE(writes_to_journal(installed({.out = file("/a"), .err = null})));
  CHECK(writes_to_journal(installed({}, ServerType::stdio)));
  CHECK_FALSE(writes_to_journal(installed({.err = file("/a")}, ServerType::stdio)));
}
