#include "observe/followed_file.hpp"

#include "../store/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

using namespace mcpctl;

namespace {

using Lines = std::vector<std::string>;

// A log, its writer and its reader.
struct Log
{
  TemporaryFolder folder;
  FollowedFile file{folder / "web.log"};
  Lines lines;
  LineSink sink = [this](std::string_view line) {
    lines.emplace_back(line);
    return true;
  };

  void append(const std::string& text, const std::string& name = "web.log") const
  {
    std::ofstream(folder / name, std::ios::app) << text;
  }
  void begin(std::size_t count = 0)
  {
    const auto all = [](std::string_view) { return true; };
    REQUIRE(file.first(count, true, all, sink).ok());
  }
  Lines news()
  {
    CHECK(file.news(sink));
    return std::exchange(lines, {});
  }
  void rename(const std::string& from, const std::string& to) const
  {
    std::filesystem::rename(folder / from, folder / to);
  }
  void copy_and_empty(const std::string& to) const
  {
    std::filesystem::copy_file(folder / "web.log", folder / to);
    std::filesystem::resize_file(folder / "web.log", 0);
  }
};

} // namespace

TEST_CASE("FollowedFile: last lines, then new ones")
{
  Log log;
  log.append("a\nb\nc\n");
  log.begin(2);
  CHECK(log.lines == Lines{"b", "c"});
  log.lines.clear();
  CHECK(log.news().empty());
  log.append("d\nbeg");
  CHECK(log.news() == Lines{"d"});
  log.append("un\n");
  CHECK(log.news() == Lines{"begun"});
}

TEST_CASE("FollowedFile: a line that was begun before is told whole")
{
  Log log;
  log.append("a\nbeg");
  log.begin(5);
  CHECK(log.lines == Lines{"a"});
  log.lines.clear();
  log.append("un\n");
  CHECK(log.news() == Lines{"begun"});
}

TEST_CASE("FollowedFile: a file that is not there yet, and one that comes back")
{
  Log log;
  log.begin();
  CHECK(log.news().empty());
  log.append("a\n");
  CHECK(log.news() == Lines{"a"});
  std::filesystem::remove(log.folder / "web.log");
  CHECK(log.news().empty());
  log.append("b\n");
  CHECK(log.news() == Lines{"b"});
}

TEST_CASE("FollowedFile: renamed, with lines that its writer still has")
{
  Log log;
  log.append("a\n");
  log.begin();
  log.append("b\n");
  log.rename("web.log", "web.log.1");
  log.append("c\n", "web.log.1");
  CHECK(log.news() == Lines{"b", "c"});
  log.append("e\n");
  log.append("d\n", "web.log.1");
  CHECK(log.news() == Lines{"d", "e"});
  log.append("late\n", "web.log.1");
  log.append("f\n");
  CHECK(log.news() == Lines{"late", "f"});
  CHECK_FALSE(log.file.take_gap());
}

TEST_CASE("FollowedFile: renamed twice between two looks")
{
  Log log;
  log.append("old\n", "web.log.1");
  log.append("a\n");
  log.begin();
  log.append("b\n");
  log.rename("web.log.1", "web.log.2");
  log.rename("web.log", "web.log.1");
  log.append("c\n");
  log.rename("web.log.2", "web.log.3");
  log.rename("web.log.1", "web.log.2");
  log.rename("web.log", "web.log.1");
  log.append("d\n");
  CHECK(log.news() == Lines{"b", "c", "d"});
  log.append("e\n");
  CHECK(log.news() == Lines{"e"});
}

TEST_CASE("FollowedFile: copied and emptied, with lines that were not read before")
{
  Log log;
  log.append("a\n");
  log.begin();
  log.append("b\nhal");
  CHECK(log.news() == Lines{"b"});
  log.append("f\nc\n");
  log.copy_and_empty("web.log.1");
  CHECK(log.news() == Lines{"half", "c"});
  log.append("in two ");
  CHECK(log.news().empty());
  log.copy_and_empty("web.log.0");
  log.append("files\nd\n");
  CHECK(log.news() == Lines{"in two files", "d"});
  CHECK_FALSE(log.file.take_gap());
}

TEST_CASE("FollowedFile: a line that is moved into the next file")
{
  Log log;
  log.append("a\nhal");
  log.begin();
  CHECK(log.news().empty());
  log.append("f");
  // As mcpctl-rotate does it: what has no newline yet is given back.
  log.copy_and_empty("web.log.rotated");
  SUBCASE("before anybody looks")
  {
    log.append("half");
    std::filesystem::resize_file(log.folder / "web.log.rotated", 2);
    log.rename("web.log.rotated", "web.log.1");
    log.append(" a line\nb\n");
  }
  SUBCASE("while somebody looks")
  {
    CHECK(log.news().empty());
    log.append("half");
    CHECK(log.news().empty());
    std::filesystem::resize_file(log.folder / "web.log.rotated", 2);
    log.rename("web.log.rotated", "web.log.1");
    log.append(" a line\n");
    log.append("b\n");
  }
  CHECK(log.news() == Lines{"half a line", "b"});
  log.append("c\n");
  CHECK(log.news() == Lines{"c"});
  CHECK_FALSE(log.file.take_gap());
}

TEST_CASE("FollowedFile: other servers' files are no copies")
{
  Log log;
  log.append("a\n");
  log.begin();
  log.append("alien\n", "web.log-err");
  log.append("alien\n", "web.log.1.gz");
  log.append("alien\n", "web.logs");
  std::filesystem::resize_file(log.folder / "web.log", 0);
  log.append("b\n");
  CHECK(log.news() == Lines{"b"});
}

TEST_CASE("FollowedFile: emptied and grown beyond where it was read")
{
  Log log;
  log.append("a\n");
  log.begin();
  log.append("b\n");
  log.copy_and_empty("web.log.1");
  log.append("a line that is longer than all before\n");
  CHECK(log.news() == Lines{"b", "a line that is longer than all before"});
}

TEST_CASE("FollowedFile: emptied several times between two looks, and right after the last")
{
  Log log;
  log.append("a\n");
  log.begin();
  for (int i = 1; i <= 3; ++i) {
    log.append(fmt::format("in {}\n", i));
    log.copy_and_empty(fmt::format("web.log.{}", 4 - i));
    ::usleep(5000);
  }
  log.append("b\n");
  CHECK(log.news() == Lines{"in 1", "in 2", "in 3", "b"});
  log.copy_and_empty("web.log.0");
  CHECK(log.news().empty());
  ::usleep(5000);
  log.append("c\n");
  log.copy_and_empty("web.log.00");
  log.append("d\n");
  CHECK(log.news() == Lines{"c", "d"});
  CHECK_FALSE(log.file.take_gap());
}

TEST_CASE("FollowedFile: rotated again while it is read")
{
  Log log;
  log.append("a\n");
  log.begin();
  log.append("b\n");
  log.copy_and_empty("web.log.2");
  ::usleep(5000);
  log.append("c\n");
  const LineSink tell = log.sink;
  SUBCASE("wholly")
  {
    log.sink = [&](std::string_view line) {
      if (line == "b") {
        log.copy_and_empty("web.log.1");
        log.append("d\n");
      }
      return tell(line);
    };
    CHECK(log.news() == Lines{"b", "c", "d"});
  }
  SUBCASE("the copy just begun, and finished later")
  {
    log.sink = [&](std::string_view line) {
      if (line == "b")
        log.append("c\n", "web.log.rotating");
      return tell(line);
    };
    CHECK(log.news() == Lines{"b", "c"});
    log.append("d\n");
    log.append("d\n", "web.log.rotating");
    log.rename("web.log.rotating", "web.log.rotated");
    std::filesystem::resize_file(log.folder / "web.log", 0);
    CHECK(log.news().empty());
    log.rename("web.log.rotated", "web.log.1");
    log.append("e\n");
    CHECK(log.news() == Lines{"d", "e"});
  }
  CHECK_FALSE(log.file.take_gap());
}

TEST_CASE("FollowedFile: a copy that is being made changes nothing")
{
  Log log;
  log.begin();
  log.append("a\nb\n");
  log.append("a\n", "web.log.1");
  CHECK(log.news() == Lines{"a", "b"});
  log.append("b\n", "web.log.1");
  CHECK(log.news().empty());
  std::filesystem::resize_file(log.folder / "web.log", 0);
  CHECK(log.news().empty());
  log.append("c\n");
  CHECK(log.news() == Lines{"c"});
}

TEST_CASE("FollowedFile: emptied without a copy")
{
  Log log;
  log.append("a\nb\n");
  log.begin();
  std::filesystem::resize_file(log.folder / "web.log", 0);
  log.append("c\n");
  CHECK(log.news() == Lines{"c"});
  CHECK(log.file.take_gap());
  CHECK_FALSE(log.file.take_gap());
}

TEST_CASE("FollowedFile: a hole is no line")
{
  Log log;
  log.append("a\n");
  log.begin();
  std::filesystem::resize_file(log.folder / "web.log", 0);
  CHECK(log.news().empty());
  std::filesystem::resize_file(log.folder / "web.log", 1U << 30);
  log.append("b\n");
  CHECK(log.news() == Lines{"b"});
}

TEST_CASE("FollowedFile: what is no file is refused")
{
  const TemporaryFolder folder;
  FollowedFile file(folder.path());
  const LineSink all = [](std::string_view) { return true; };
  CHECK_FALSE(file.first(1, false, all, all).ok());
}
