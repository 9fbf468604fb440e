#include "store/client_file.hpp"

#include "store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <cerrno>
#include <unistd.h>

namespace mcpctl {

namespace {

using Tree = std::map<std::string, std::string>;

ClientFile read(const std::string& path)
{
  const Result<ClientFile> file = read_client_file(path);
  REQUIRE(file.ok());
  return *file;
}

} // namespace

TEST_CASE("replace_client_file: the new text, with the old one's mode")
{
  const TemporaryFolder folder;
  folder.write("f", "old");
  ::chmod((folder / "f").c_str(), 0640);
  const ClientFile file = read(folder / "f");
  CHECK(file.text == "old");
  REQUIRE(replace_client_file(file, "new").ok());
  CHECK(folder.tree() == Tree{{"f", "new"}});
  CHECK(folder.mode("f") == 0640);
}

TEST_CASE("replace_client_file: a link goes on leading to the file")
{
  const TemporaryFolder folder;
  folder.write("dotfiles/f", "old");
  std::filesystem::create_symlink("dotfiles/f", folder / "f");
  REQUIRE(replace_client_file(read(folder / "f"), "new").ok());
  CHECK(std::filesystem::read_symlink(folder / "f") == "dotfiles/f");
  CHECK(folder.read("dotfiles/f") == "new");
}

TEST_CASE("replace_client_file: what is missing is made for its owner alone")
{
  const TemporaryFolder folder;
  const ClientFile file = read(folder / "a/b/f");
  CHECK_FALSE(file.exists);
  CHECK_FALSE(file.folder_exists);
  CHECK(read(folder / "f").folder_exists);
  REQUIRE(replace_client_file(file, "new").ok());
  CHECK(folder.tree() == Tree{{"a", "/"}, {"a/b", "/"}, {"a/b/f", "new"}});
  CHECK(folder.mode("a/b") == 0700);
  CHECK(folder.mode("a/b/f") == 0600);
}

TEST_CASE("replace_client_file: a file that the client has written meanwhile is left alone")
{
  const TemporaryFolder folder;
  folder.write("f", "old");
  const ClientFile file = read(folder / "f");
  const ClientFile missing = read(folder / "g");
  folder.write("f", "the client's");
  folder.write("g", "the client's");
  const Status replaced = replace_client_file(file, "new");
  REQUIRE_FALSE(replaced.ok());
  CHECK(replaced.error().what == folder / "f was changed meanwhile; nothing was written");
  CHECK_FALSE(replace_client_file(missing, "new").ok());
  CHECK(folder.tree() == Tree{{"f", "the client's"}, {"g", "the client's"}});
}

TEST_CASE("replace_client_file: a disk that fails changes nothing and leaves nothing")
{
  for (const std::string failing : {"write", "fsync", "rename"}) {
    const TemporaryFolder folder;
    folder.write("f", "old");
    const Status replaced = replace_client_file(
        read(folder / "f"), "new",
        [&](std::string_view call, const std::string&) { return call == failing ? ENOSPC : 0; });
    CHECK_FALSE(replaced.ok());
    CHECK(folder.tree() == Tree{{"f", "old"}});
  }
}

TEST_CASE("replace_client_file: what a killed one left is no obstacle")
{
  const TemporaryFolder folder;
  folder.write("f", "old");
  folder.write(staged_name("f"), "half");
  REQUIRE(replace_client_file(read(folder / "f"), "new").ok());
  CHECK(folder.tree() == Tree{{"f", "new"}});
}

TEST_CASE("back_up: beside the file, never over another")
{
  const TemporaryFolder folder;
  folder.write("f", "text");
  ::chmod((folder / "f").c_str(), 0604);
  const ClientFile file = read(folder / "f");
  for (const std::string expected : {"f.bak-1", "f.bak-1-2", "f.bak-1-3"}) {
    const Result<std::string> copy = back_up(file, "1");
    REQUIRE(copy.ok());
    CHECK(*copy == folder / expected);
    CHECK(folder.read(expected) == "text");
    CHECK(folder.mode(expected) == 0604);
  }
}

TEST_CASE("read_client_file: what is no file of its own is refused")
{
  const TemporaryFolder folder;
  std::filesystem::create_symlink("nowhere", folder / "link");
  std::filesystem::create_directory(folder / "folder");
  folder.write("file", "");
  CHECK(read_client_file(folder / "link").error().what
        == folder / "link is a link to a file that does not exist");
  CHECK(read_client_file(folder / "folder").error().what == folder / "folder is no regular file");
  CHECK_FALSE(read_client_file(folder / "file/below").ok());
  std::filesystem::create_symlink("loop", folder / "loop");
  CHECK_FALSE(read_client_file(folder / "loop").ok());
}

} // namespace mcpctl
