#include "store/store.hpp"

#include "store/temporary_folder.hpp"

#include <cerrno>
#include <doctest/doctest.h>
#include <unistd.h>

using namespace mcpctl;

namespace {

using Tree = std::map<std::string, std::string>;

FileChange write(const std::string& path, const std::string& text, unsigned mode = 0644)
{
  return {.where = Where::persistent, .file = {.path = path, .text = text, .mode = mode}};
}

FileChange link(const std::string& path, const std::string& target)
{
  return {.where = Where::persistent, .file = {.path = path, .text = target, .is_link = true}};
}

FileChange erase(const std::string& path)
{
  return {.where = Where::persistent, .file = {.path = path}, .remove = true};
}

UnitFolders in(const TemporaryFolder& folder)
{
  return {.persistent = folder / "units", .runtime = folder / "runtime"};
}

// A test's stand-in for being killed.
struct Killed
{
};

const std::vector<FileChange> some_changes = {
    write("mcp@web.service.d/10-mcpctl.conf", "new drop-in"),
    write("mcp@web.service.d/10-mcpctl.env", "TOKEN=new", 0600),
    write("mcp@new.service.d/10-mcpctl.conf", "created"),
    link("mcp.target.wants/mcp@new.service", "../mcp@.service"),
    erase("mcp.target.wants/mcp@web.service"),
    erase("mcp@old.service.d/10-mcpctl.conf"),
};

void fill(const TemporaryFolder& folder)
{
  folder.write("units/mcp@web.service.d/10-mcpctl.conf", "old drop-in");
  folder.write("units/mcp@web.service.d/override.conf", "[Service]\nNice=5\n");
  folder.write("units/mcp@old.service.d/10-mcpctl.conf", "to go");
  std::filesystem::create_directories(folder / "units/mcp.target.wants");
  REQUIRE(::symlink("../mcp@.service", (folder / "units/mcp.target.wants/mcp@web.service").c_str())
          == 0);
}

const Tree as_changed = {
    {"units", "/"},
    {"units/mcp.target.wants", "/"},
    {"units/mcp.target.wants/mcp@new.service", "-> ../mcp@.service"},
    {"units/mcp@new.service.d", "/"},
    {"units/mcp@new.service.d/10-mcpctl.conf", "created"},
    {"units/mcp@web.service.d", "/"},
    {"units/mcp@web.service.d/10-mcpctl.conf", "new drop-in"},
    {"units/mcp@web.service.d/10-mcpctl.env", "TOKEN=new"},
    {"units/mcp@web.service.d/override.conf", "[Service]\nNice=5\n"},
};

} // namespace

TEST_CASE("changes: files, links and modes arrive, emptied folders go, others' files stay")
{
  const TemporaryFolder folder;
  fill(folder);
  const auto umask_before = ::umask(0077);
  Changes changes(in(folder));
  const Status status = changes.make(some_changes);
  ::umask(umask_before);
  REQUIRE(status.ok());
  CHECK(folder.tree() == as_changed);
  CHECK(folder.mode("units/mcp@web.service.d/10-mcpctl.env") == 0600);
  CHECK(folder.mode("units/mcp@web.service.d/10-mcpctl.conf") == 0644);
  CHECK(folder.mode("units/mcp@new.service.d") == 0755);
}

TEST_CASE("changes: put_back restores every file, link and folder")
{
  const TemporaryFolder folder;
  fill(folder);
  const Tree before = folder.tree();
  Changes changes(in(folder));
  REQUIRE(changes.make(some_changes).ok());
  REQUIRE(changes.put_back().ok());
  CHECK(folder.tree() == before);
}

TEST_CASE("changes: a missing unit folder is made, for its owner alone")
{
  const TemporaryFolder folder;
  Changes changes({.persistent = folder / "a/b", .runtime = ""});
  REQUIRE(changes.make({write("mcp.target", "text")}).ok());
  CHECK(folder.read("a/b/mcp.target") == "text");
  CHECK(folder.mode("a") == 0700);
}

TEST_CASE("changes: never through a symbolic link")
{
  const TemporaryFolder folder;
  folder.write("elsewhere/10-mcpctl.conf", "theirs");
  std::filesystem::create_directories(folder / "units");

  SUBCASE("in the place of a drop-in folder")
  {
    REQUIRE(::symlink("../elsewhere", (folder / "units/mcp@web.service.d").c_str()) == 0);
    Changes changes(in(folder));
    const Status status = changes.make({write("mcp@web.service.d/10-mcpctl.conf", "ours")});
    REQUIRE_FALSE(status.ok());
    CHECK(status.error().what
          == folder / "units/mcp@web.service.d"
                 + ": a symbolic link or a file is where mcpctl keeps a folder");
    CHECK(status.error().mend.starts_with("move it away: mv "));
  }
  SUBCASE("in the place of a file, which is replaced itself")
  {
    REQUIRE(::symlink("../elsewhere/10-mcpctl.conf", (folder / "units/mcp.target").c_str()) == 0);
    Changes changes(in(folder));
    REQUIRE(changes.make({write("mcp.target", "ours")}).ok());
    CHECK(folder.read("units/mcp.target") == "ours");
    CHECK_FALSE(std::filesystem::is_symlink(folder / "units/mcp.target"));
  }
  SUBCASE("in the place of the temporary name")
  {
    REQUIRE(::symlink("../elsewhere/10-mcpctl.conf",
                      (folder / ("units/" + staged_name("mcp.target"))).c_str())
            == 0);
    Changes changes(in(folder));
    REQUIRE(changes.make({write("mcp.target", "ours")}).ok());
    CHECK(folder.read("units/mcp.target") == "ours");
  }
  CHECK(folder.read("elsewhere/10-mcpctl.conf") == "theirs");
}

TEST_CASE("changes: a full disk is met before the first file is replaced")
{
  const TemporaryFolder folder;
  fill(folder);
  const Tree before = folder.tree();
  Changes changes(in(folder), [](std::string_view call, const std::string& path) {
    return call == "write" && path.ends_with("mcp@new.service.d/10-mcpctl.conf") ? ENOSPC : 0;
  });
  const Status status = changes.make(some_changes);
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().what
        == folder / "units/mcp@new.service.d/10-mcpctl.conf: No space left on device");
  CHECK(status.error().mend == "make room: df -h '" + (folder / "units/mcp@new.service.d") + "'");
  CHECK(folder.tree() == before);
}

TEST_CASE("changes: after a failure of any call, put_back restores what was there")
{
  unsigned failing = 0;
  for (bool failed = true; failed; ++failing) {
    const TemporaryFolder folder;
    fill(folder);
    const Tree before = folder.tree();
    unsigned calls = 0;
    failed = false;
    // Only the one call fails: what follows is the undoing, on a disk that works.
    Changes changes(in(folder), [&](std::string_view, const std::string&) {
      const bool now = calls++ == failing;
      failed = failed || now;
      return now ? EIO : 0;
    });
    const Status status = changes.make(some_changes);
    CAPTURE(failing);
    CHECK(status.ok() == !failed);
    if (!failed)
      break;
    CHECK(changes.put_back().ok());
    for (const auto& [name, text] : folder.tree()) {
      CAPTURE(name);
      CHECK(before.contains(name));
    }
    CHECK(folder.tree() == before);
  }
  CHECK(failing > 20);
}

TEST_CASE("changes: killed at any call and made again, the result is the same")
{
  unsigned killing = 0;
  for (bool killed = true; killed; ++killing) {
    const TemporaryFolder folder;
    fill(folder);
    unsigned calls = 0;
    killed = false;
    try {
      Changes changes(in(folder), [&](std::string_view, const std::string&) {
        if (calls++ == killing)
          throw Killed();
        return 0;
      });
      const Status status = changes.make(some_changes);
      CHECK(status.ok());
    } catch (const Killed&) {
      killed = true;
    }
    CAPTURE(killing);
    REQUIRE(sweep(in(folder)).ok());
    Changes again(in(folder));
    REQUIRE(again.make(some_changes).ok());
    CHECK(folder.tree() == as_changed);
  }
  CHECK(killing > 20);
}

TEST_CASE("sweep: takes staged files and our empty folders, and nothing else")
{
  const TemporaryFolder folder;
  fill(folder);
  const Tree before = folder.tree();
  folder.write("units/" + staged_name("mcp.target"), "half");
  folder.write("units/mcp@gone.service.d/" + staged_name("10-mcpctl.env"), "SECRET=half");
  folder.write("units/mcp@web.service.d/" + staged_name("10-mcpctl.env"), "SECRET=half");
  REQUIRE(sweep(in(folder)).ok());
  CHECK(folder.tree() == before);
}
