#include "watch/tree.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <set>
#include <unistd.h>

using namespace mcpctl;
namespace fs = std::filesystem;

namespace {

// A folder of its own, what is watched in it, and what was told since the last look.
class Watched
{
public:
  explicit Watched(const std::vector<std::string>& roots = {"app"})
  {
    fs::create_directories(folder_ / "app");
    IgnoreList ignored;
    ignored.add("node_modules");
    ignored.add("*.log");
    std::vector<std::string> paths;
    for (const std::string& root : roots)
      paths.push_back(folder_ / root);
    tree_ = std::make_unique<WatchedTree>(paths, std::move(ignored));
  }
  ~Watched() { fs::remove_all(folder_); }
  Watched(const Watched&) = delete;
  Watched& operator=(const Watched&) = delete;

  void scan()
  {
    CHECK(tree_->scan([](std::string_view, int) {}).error == 0);
  }
  void write(const std::string& name) const
  {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << "x";
  }
  std::set<std::string> news()
  {
    std::set<std::string> told;
    const auto changed = [&](std::string_view path) {
      told.emplace(path.substr(folder_.string().size() + 1));
    };
    const auto left_out = [](std::string_view, int) {};
    CHECK(tree_->read(changed, left_out).error == 0);
    if (tree_->is_any_missing())
      CHECK(tree_->look_for_missing(changed, left_out).error == 0);
    return told;
  }
  [[nodiscard]] fs::path operator/(const std::string& name) const { return folder_ / name; }
  WatchedTree& tree() { return *tree_; }

private:
  static fs::path make()
  {
    std::string name = fs::temp_directory_path() / "mcpctl-watch.XXXXXX";
    return ::mkdtemp(name.data());
  }
  fs::path folder_ = make();
  std::unique_ptr<WatchedTree> tree_;
};

using Told = std::set<std::string>;

} // namespace

TEST_CASE("WatchedTree: files written, renamed over and deleted, at any depth")
{
  Watched watched;
  watched.write("app/src/a.js");
  watched.scan();
  CHECK(watched.news() == Told{});
  watched.write("app/src/a.js");
  CHECK(watched.news() == Told{"app/src/a.js"});
  watched.write("app/src/.new");
  fs::rename(watched / "app/src/.new", watched / "app/src/a.js");
  CHECK(watched.news() == Told{"app/src/.new", "app/src/a.js"});
  fs::remove(watched / "app/src/a.js");
  CHECK(watched.news() == Told{"app/src/a.js"});
  fs::create_symlink("/nowhere", watched / "app/link");
  CHECK(watched.news() == Told{"app/link"});
}

TEST_CASE("WatchedTree: what is ignored is not even watched")
{
  Watched watched;
  watched.write("app/node_modules/x/y.js");
  watched.scan();
  CHECK(watched.tree().folders() == 1);
  watched.write("app/node_modules/x/y.js");
  watched.write("app/error.log");
  watched.write("app/lib/node_modules/z/z.js");
  CHECK(watched.news() == Told{});
  CHECK(watched.tree().folders() == 2);
}

TEST_CASE("WatchedTree: new folders count with what is in them, moved and deleted ones too")
{
  Watched watched;
  watched.scan();
  fs::create_directories(watched / "app/empty");
  CHECK(watched.news() == Told{});
  watched.write("app/new/deep/a.js");
  CHECK(watched.news() == Told{"app/new/deep/a.js"});
  watched.write("app/new/deep/a.js");
  CHECK(watched.news() == Told{"app/new/deep/a.js"});
  fs::rename(watched / "app/new", watched / "app/old");
  CHECK(watched.news() == Told{"app/new", "app/old/deep/a.js"});
  watched.write("app/old/deep/a.js");
  CHECK(watched.news() == Told{"app/old/deep/a.js"});
  fs::rename(watched / "app/old", watched / "outside");
  CHECK(watched.news() == Told{"app/old"});
  watched.write("outside/deep/a.js");
  CHECK(watched.news() == Told{});
  fs::remove_all(watched / "app/empty");
  CHECK(watched.news() == Told{});
  CHECK(watched.tree().folders() == 1);
}

TEST_CASE("WatchedTree: links to folders are not followed")
{
  Watched watched;
  watched.write("outside/a.js");
  fs::create_directory_symlink(watched / "outside", watched / "app/link");
  fs::create_directory_symlink(watched / "app", watched / "app/round");
  watched.scan();
  CHECK(watched.tree().folders() == 1);
  watched.write("outside/a.js");
  CHECK(watched.news() == Told{});
}

TEST_CASE("WatchedTree: a watched folder that goes and comes")
{
  Watched watched;
  watched.write("app/a.js");
  watched.scan();
  fs::rename(watched / "app", watched / "aside");
  CHECK(watched.news() == Told{"app"});
  CHECK(watched.tree().is_any_missing());
  watched.write("app/b.js");
  CHECK(watched.news() == Told{"app", "app/b.js"});
  CHECK_FALSE(watched.tree().is_any_missing());
  watched.write("app/b.js");
  CHECK(watched.news() == Told{"app/b.js"});
  fs::remove_all(watched / "app");
  CHECK(watched.news() == Told{"app", "app/b.js"});
}

TEST_CASE("WatchedTree: another folder in the place of a watched one")
{
  Watched watched;
  watched.write("app/a.js");
  watched.write("next/a.js");
  watched.scan();
  fs::rename(watched / "app", watched / "last");
  fs::rename(watched / "next", watched / "app");
  CHECK_FALSE(watched.news().empty());
  watched.write("app/a.js");
  CHECK(watched.news() == Told{"app/a.js"});
  watched.write("last/a.js");
  CHECK(watched.news() == Told{});
}

TEST_CASE("WatchedTree: a single file, also beside a watched folder")
{
  Watched watched({"one.json", "two.json", "app"});
  watched.write("one.json");
  watched.write("two.json");
  watched.scan();
  watched.write("one.json");
  watched.write("three.json");
  CHECK(watched.news() == Told{"one.json"});
  watched.write("three.json");
  fs::rename(watched / "three.json", watched / "two.json");
  CHECK(watched.news() == Told{"two.json"});
  fs::remove(watched / "one.json");
  CHECK(watched.news() == Told{"one.json"});
  watched.write("one.json");
  CHECK(watched.news() == Told{"one.json"});
}

TEST_CASE("WatchedTree: more than inotify can tell is a change, and all is watched anew")
{
  Watched watched;
  watched.scan();
  std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
  unsigned most = 0;
  limit >> most;
  REQUIRE(most > 0);
  REQUIRE(most < 1'000'000);
  for (unsigned i = 0; i <= most; ++i) {
    const int file = ::creat((watched / "app/a.js").c_str(), 0600);
    ::close(file);
    fs::remove(watched / "app/a.js");
  }
  fs::create_directories(watched / "app/late");
  bool told = false;
  const auto changed = [&](std::string_view) { told = true; };
  CHECK(watched.tree().read(changed, [](std::string_view, int) {}).error == 0);
  CHECK(told);
  watched.write("app/late/b.js");
  CHECK(watched.news() == Told{"app/late/b.js"});
}

TEST_CASE("WatchedTree: a link on the way to what is watched leads elsewhere")
{
  Watched watched({"current/app"});
  watched.write("releases/1/app/code");
  watched.write("releases/2/app/code");
  fs::create_directory_symlink("releases/1", watched / "current");
  watched.scan();
  CHECK(watched.news() == Told{});
  watched.write("other");
  CHECK(watched.news() == Told{});
  // As "mv -T" and "ln -sfn" do it.
  fs::create_directory_symlink("releases/2", watched / "next");
  fs::rename(watched / "next", watched / "current");
  CHECK(watched.news() == Told{"current"});
  CHECK(watched.news() == Told{});
  watched.write("releases/1/app/code");
  CHECK(watched.news() == Told{});
  watched.write("releases/2/app/code");
  CHECK(watched.news() == Told{"current/app/code"});
  // Taken away and made anew, elsewhere and behind another link.
  fs::remove(watched / "current");
  CHECK(watched.news() == Told{});
  fs::create_directory_symlink(watched / "releases", watched / "all");
  fs::create_directory_symlink("all/1", watched / "current");
  CHECK(watched.news() == Told{"current/app", "current/app/code"});
  fs::rename(watched / "releases", watched / "old");
  fs::create_directory_symlink("old", watched / "next");
  fs::rename(watched / "next", watched / "all");
  CHECK(watched.news() == Told{"all"});
  watched.write("old/1/app/new");
  CHECK(watched.news() == Told{"current/app/new"});
}

TEST_CASE("WatchedTree: a watched folder that is a link, and a file behind one")
{
  Watched watched({"current", "current/settings", "app"});
  watched.write("one/settings");
  watched.write("two/settings");
  fs::create_directory_symlink("one", watched / "current");
  watched.scan();
  watched.write("app/code");
  CHECK(watched.news() == Told{"app/code"});
  fs::create_directory_symlink("two", watched / "next");
  fs::rename(watched / "next", watched / "current");
  CHECK(watched.news() == Told{"current"});
  watched.write("two/settings");
  CHECK(watched.news() == Told{"current/settings"});
  watched.write("app/code");
  CHECK(watched.news() == Told{"app/code"});
}

TEST_CASE("WatchedTree: links in a circle lead nowhere")
{
  Watched watched({"round/app"});
  fs::create_directory_symlink("round", watched / "round");
  watched.scan();
  CHECK(watched.news() == Told{});
  watched.write("found/app/code");
  fs::create_directory_symlink("found", watched / "next");
  fs::rename(watched / "next", watched / "round");
  CHECK(watched.news().contains("round"));
}
