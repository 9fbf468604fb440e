#include "config/sources.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <stdlib.h>

using namespace mcpctl;

namespace {

namespace fs = std::filesystem;

// A folder of this test's own, removed at its end.
class Folder
{
public:
  Folder()
  {
    std::string name = (fs::temp_directory_path() / "mcpctl-sources-XXXXXX").string();
    path_ = fs::canonical(mkdtemp(name.data())).string();
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& name, const std::string& text) const
  {
    fs::create_directories(fs::path(path_ + "/" + name).parent_path());
    std::ofstream(path_ + "/" + name) << text;
  }
  [[nodiscard]] const std::string& path() const { return path_; }

private:
  std::string path_;
};

} // namespace

TEST_CASE("load_sources: mcp.toml, then mcp.d by name, as one owner")
{
  const Folder folder;
  folder.write("mcp/mcp.toml", "a");
  folder.write("mcp/mcp.d/2.toml", "c");
  folder.write("mcp/mcp.d/1.toml", "b");
  folder.write("mcp/mcp.d/.hidden.toml", "x");
  folder.write("mcp/mcp.d/notes.txt", "x");
  const std::string configuration = folder.path() + "/mcp";
  const auto files = load_sources({.folder = configuration, .home = folder.path()});
  REQUIRE(files.ok());
  REQUIRE(files->size() == 3);
  const SourceFile& first = files.value()[0];
  CHECK(first.path == configuration + "/mcp.toml");
  CHECK(first.shown == "~/mcp/mcp.toml");
  CHECK(first.owner == configuration);
  CHECK(first.owner == owner_of_default_files(configuration));
  CHECK(first.is_default);
  CHECK(first.text == "a");
  CHECK(files.value()[1].text == "b");
  CHECK(files.value()[2].text == "c");
}

TEST_CASE("load_sources: nothing to read says how to begin")
{
  const Folder folder;
  const auto files = load_sources({.folder = folder.path() + "/mcp", .home = folder.path()});
  REQUIRE_FALSE(files.ok());
  CHECK(files.error().code == ExitCode::usage);
  CHECK(files.error().what == "no configuration: ~/mcp/mcp.toml does not exist");
  CHECK(files.error().mend == "mcpctl init");
}

TEST_CASE("load_sources: files given belong to their real path, each counts once")
{
  const Folder folder;
  folder.write("a.toml", "a");
  fs::create_symlink("a.toml", folder.path() + "/link.toml");
  const auto files = load_sources(
      {.files = {"a.toml", "./link.toml", "a.toml"}, .working_directory = folder.path()});
  REQUIRE(files.ok());
  REQUIRE(files->size() == 1);
  CHECK(files.value()[0].path == folder.path() + "/a.toml");
  CHECK(files.value()[0].shown == "a.toml");
  CHECK(files.value()[0].owner == owner_of("link.toml", folder.path()));
  CHECK_FALSE(files.value()[0].is_default);

  const auto gone = load_sources({.files = {"gone.toml"}, .working_directory = folder.path()});
  REQUIRE_FALSE(gone.ok());
  CHECK(gone.error().what == folder.path() + "/gone.toml: No such file or directory");
  CHECK(owner_of("gone.toml", folder.path()) == folder.path() + "/gone.toml");
}

TEST_CASE("load_sources: standard input needs a project")
{
  const auto files =
      load_sources({.files = {"-"}, .working_directory = "/", .standard_input = "project = 'p'\n"});
  REQUIRE(files.ok());
  CHECK(files.value()[0].path == "-");
  CHECK(files.value()[0].owner == "-:p");
  const auto none =
      load_sources({.files = {"-"}, .working_directory = "/", .standard_input = "[servers]\n"});
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().what
        == "standard input names no project: nothing would tell its servers from others");
  CHECK(none.error().mend == "begin it with project = \"NAME\"");
}
