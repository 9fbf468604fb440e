#include "store/config_file.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <filesystem>
#include <future>

using namespace mcpctl;

using Tree = std::map<std::string, std::string>;

TEST_CASE("config file: a new one, and nothing of it left")
{
  const TemporaryFolder folder;
  Result<ConfigFile> file = ConfigFile::open(folder / "mcp/mcp.d", "web.toml");
  REQUIRE(file.ok());
  CHECK_FALSE(file->before().has_value());
  CHECK(file->path() == folder / "mcp/mcp.d/web.toml");
  REQUIRE(file->write("text").ok());
  CHECK(folder.read("mcp/mcp.d/web.toml") == "text");
  CHECK(folder.mode("mcp/mcp.d/web.toml") == 0600);
  REQUIRE(file->put_back().ok());
  CHECK(folder.tree() == Tree{{"mcp", "/"}});
}

TEST_CASE("config file: one that is there is replaced, and put back, with its mode")
{
  const TemporaryFolder folder;
  folder.write("mcp.d/web.toml", "before");
  folder.write("mcp.d/other.toml", "other");
  std::filesystem::permissions(folder / "mcp.d/web.toml", std::filesystem::perms(0640));
  Result<ConfigFile> file = ConfigFile::open(folder / "mcp.d", "web.toml");
  REQUIRE(file.ok());
  CHECK(*file->before() == "before");
  REQUIRE(file->write("after").ok());
  CHECK(folder.mode("mcp.d/web.toml") == 0640);
  REQUIRE(file->put_back().ok());
  CHECK(folder.read("mcp.d/web.toml") == "before");
  REQUIRE(file->remove().ok());
  CHECK(folder.tree() == Tree{{"mcp.d", "/"}, {"mcp.d/other.toml", "other"}});
}

TEST_CASE("config file: an empty folder that was there stays")
{
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "mcp.d");
  Result<ConfigFile> file = ConfigFile::open(folder / "mcp.d", "web.toml");
  REQUIRE(file.ok());
  REQUIRE(file->write("text").ok());
  REQUIRE(file->put_back().ok());
  CHECK(folder.tree() == Tree{{"mcp.d", "/"}});
}

TEST_CASE("config file: a write that fails leaves what was there")
{
  for (const char* call : {"open", "write", "fsync", "rename"}) {
    const TemporaryFolder folder;
    folder.write("mcp.d/web.toml", "before");
    bool full = false;
    Result<ConfigFile> file = ConfigFile::open(folder / "mcp.d", "web.toml",
                                               [&](std::string_view name, const std::string&) {
                                                 return full && name == call ? ENOSPC : 0;
                                               });
    REQUIRE(file.ok());
    full = true;
    const Status written = file->write("after");
    CAPTURE(call);
    CHECK_FALSE(written.ok());
    CHECK(folder.tree() == Tree{{"mcp.d", "/"}, {"mcp.d/web.toml", "before"}});
  }
}

TEST_CASE("config file: a link is somebody's own, a folder of configurations may be one")
{
  const TemporaryFolder folder;
  folder.write("dotfiles/web.toml", "mine");
  std::filesystem::create_symlink(folder / "dotfiles", folder / "mcp.d");
  std::filesystem::create_symlink("web.toml", folder / "dotfiles/link.toml");
  CHECK(ConfigFile::open(folder / "mcp.d", "web.toml").ok());
  const Result<ConfigFile> link = ConfigFile::open(folder / "mcp.d", "link.toml");
  REQUIRE_FALSE(link.ok());
  CHECK(link.error().what
        == folder / "mcp.d/link.toml is no plain file: mcpctl changes those alone");
}

TEST_CASE("config file: one process after the other")
{
  const TemporaryFolder folder;
  std::optional<ConfigFile> first;
  {
    Result<ConfigFile> file = ConfigFile::open(folder / "mcp.d", "web.toml");
    REQUIRE(file.ok());
    first.emplace(std::move(*file));
  }
  auto second = std::async(std::launch::async, [&] {
    const Result<ConfigFile> file = ConfigFile::open(folder / "mcp.d", "web.toml");
    return file.ok() && file->before() ? *file->before() : std::string("nothing");
  });
  CHECK(second.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
  REQUIRE(first->write("text").ok());
  first->unlock();
  CHECK(second.get() == "text");
}

TEST_CASE("config file: several of a folder by one process")
{
  const TemporaryFolder folder;
  Result<ConfigFile> first = ConfigFile::open(folder / "mcp.d", "a.toml");
  REQUIRE(first.ok());
  Result<ConfigFile> second = first->open_beside("b.toml");
  REQUIRE(second.ok());
  REQUIRE(second->write("text").ok());
  CHECK(folder.tree() == Tree{{"mcp.d", "/"}, {"mcp.d/b.toml", "text"}});
  REQUIRE(second->put_back().ok());
  CHECK(folder.tree() == Tree{{"mcp.d", "/"}});
}

TEST_CASE("config folder: who reads before writing has it alone, whatever the file")
{
  const TemporaryFolder folder;
  const Result<std::optional<ConfigFolder>> none = ConfigFolder::lock(folder / "mcp.d");
  REQUIRE(none.ok());
  CHECK_FALSE(none->has_value());
  folder.write("mcp.d/a.toml", "before");
  Result<std::optional<ConfigFolder>> locked = ConfigFolder::lock(folder / "mcp.d");
  REQUIRE(locked.ok());
  REQUIRE(locked->has_value());
  auto other = std::async(std::launch::async, [&] {
    const Result<ConfigFile> file = ConfigFile::open(folder / "mcp.d", "b.toml");
    return file.ok();
  });
  CHECK(other.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
  Result<ConfigFile> file = (*locked)->open("a.toml");
  REQUIRE(file.ok());
  CHECK(file->before() == "before");
  REQUIRE(file->write("after").ok());
  (*locked)->unlock();
  CHECK(other.get());
  CHECK(folder.tree() == Tree{{"mcp.d", "/"}, {"mcp.d/a.toml", "after"}});
}
