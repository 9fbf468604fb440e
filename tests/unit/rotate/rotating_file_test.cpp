#include "rotate/rotating_file.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace fs = std::filesystem;
using namespace mcpctl;

namespace {

using Contents = std::map<std::string, std::string>;

// A folder with these files, gone at the end.
class Scratch
{
public:
  explicit Scratch(const Contents& contents)
  {
    std::string name = (fs::temp_directory_path() / "mcpctl-rotate-XXXXXX").string();
    folder_ = mkdtemp(name.data());
    for (const auto& [file, text] : contents)
      std::ofstream(folder_ / file, std::ios::binary) << text;
  }
  ~Scratch() { fs::remove_all(folder_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] std::string log() const { return (folder_ / "log").string(); }
  [[nodiscard]] Contents contents() const
  {
    Contents found;
    for (const auto& entry : fs::directory_iterator(folder_)) {
      std::ostringstream text;
      text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
      found[entry.path().filename()] = text.str();
    }
    return found;
  }

private:
  fs::path folder_;
};

Contents after_rotation(const Contents& before)
{
  const Scratch scratch(before);
  RotatingFile log = RotatingFile::open(scratch.log());
  REQUIRE(log.ok());
  CHECK(log.begin_copy());
  CHECK(log.copy());
  CHECK(log.has_all());
  CHECK(log.replace());
  CHECK(log.shift());
  CHECK_FALSE(log.is_interrupted());
  return scratch.contents();
}

Contents after_recovery(const Contents& before)
{
  const Scratch scratch(before);
  RotatingFile log = RotatingFile::open(scratch.log());
  REQUIRE(log.ok());
  CHECK(log.is_interrupted());
  CHECK(log.recover());
  CHECK_FALSE(log.is_interrupted());
  return scratch.contents();
}

} // namespace

TEST_CASE("rotation: whole lines go, an unfinished one stays")
{
  CHECK(after_rotation({{"log", "a\nb\n"}}) == Contents{{"log", ""}, {"log.1", "a\nb\n"}});
  CHECK(after_rotation({{"log", "a\nb"}}) == Contents{{"log", "b"}, {"log.1", "a\n"}});
  CHECK(after_rotation({{"log", "b"}}) == Contents{{"log", ""}, {"log.1", "b"}});
  CHECK(after_rotation({{"log", "c\n"}, {"log.1", "b\n"}, {"log.2.gz", "a"}})
        == Contents{{"log", ""}, {"log.1", "c\n"}, {"log.2", "b\n"}, {"log.3.gz", "a"}});
}

TEST_CASE("rotation: a line too long to be held back is cut")
{
  const std::string line(2 * 1024 * 1024, 'x');
  CHECK(after_rotation({{"log", "a\n" + line}}) == Contents{{"log", ""}, {"log.1", "a\n" + line}});
}

TEST_CASE("recovery: an unfinished copy is worth nothing")
{
  CHECK(after_recovery({{"log", "a\nb\n"}, {"log.rotating", "a\n"}})
        == Contents{{"log", "a\nb\n"}});
}

TEST_CASE("recovery: each byte is in one file, once, wherever it was killed")
{
  struct Row
  {
    const char* what;
    Contents before;
    Contents after;
  };
  const Row rows[] = {
      {"before the file was emptied",
       {{"log", "a\nb"}, {"log.rotated", "a\nb"}},
       {{"log", "a\nb"}}},
      {"the same, and the server went on",
       {{"log", "a\nbc\n"}, {"log.rotated", "a\nb"}},
       {{"log", "a\nbc\n"}}},
      {"before the line was given back",
       {{"log", ""}, {"log.rotated", "a\nb"}},
       {{"log", "b"}, {"log.1", "a\n"}}},
      {"before it was taken from the copy",
       {{"log", "b"}, {"log.rotated", "a\nb"}},
       {{"log", "b"}, {"log.1", "a\n"}}},
      {"the same, and the server went on",
       {{"log", "bc\nd\ne\n"}, {"log.rotated", "a\nb"}},
       {{"log", "bc\nd\ne\n"}, {"log.1", "a\n"}}},
      {"before the line was given back, and the server went on",
       {{"log", "c\n"}, {"log.rotated", "a\nb"}},
       {{"log", "c\n"}, {"log.1", "a\nb"}}},
      {"while the older ones were renamed",
       {{"log", "c\n"}, {"log.rotated", "b\n"}, {"log.2", "a\n"}},
       {{"log", "c\n"}, {"log.1", "b\n"}, {"log.2", "a\n"}}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(after_recovery(row.before) == row.after);
  }
}

TEST_CASE("open: never through a link, never what is no file")
{
  const Scratch scratch(Contents{{"other", "x"}});
  CHECK_FALSE(RotatingFile::open(scratch.log()).ok());
  fs::create_symlink("other", scratch.log());
  CHECK_FALSE(RotatingFile::open(scratch.log()).ok());
  fs::remove(scratch.log());
  fs::create_directory(scratch.log());
  CHECK_FALSE(RotatingFile::open(scratch.log()).ok());
}
