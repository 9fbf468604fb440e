#include "observe/file_tail.hpp"

#include "../store/temporary_folder.hpp"
#include "model/log_text.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

using namespace mcpctl;

namespace {

std::vector<std::string> tail_of(
    const std::string& text, std::size_t count,
    const LineSink& wanted = [](std::string_view) { return true; })
{
  const TemporaryFolder folder;
  folder.write("log", text);
  const int fd = ::open((folder / "log").c_str(), O_RDONLY | O_CLOEXEC);
  std::vector<std::string> lines;
  for (const LineRange& range : last_lines(fd, text.size(), count, wanted))
    lines.push_back(read_line(fd, range));
  ::close(fd);
  return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("last_lines: with and without a newline at the end")
{
  CHECK(tail_of("a\nb\nc\n", 2) == Lines{"b", "c"});
  CHECK(tail_of("a\nb\nc", 2) == Lines{"b", "c"});
  CHECK(tail_of("a\n", 5) == Lines{"a"});
  CHECK(tail_of("\n\n", 5) == Lines{"", ""});
  CHECK(tail_of("\nb", 5) == Lines{"", "b"});
  CHECK(tail_of("", 5).empty());
  CHECK(tail_of("a\nb\n", 0).empty());
}

TEST_CASE("last_lines: across blocks, and lines longer than one")
{
  std::string text;
  for (int i = 0; i < 30'000; ++i)
    text += fmt::format("line {}\n", i);
  const Lines lines = tail_of(text, 20'000);
  REQUIRE(lines.size() == 20'000);
  CHECK(lines.front() == "line 10000");
  CHECK(lines.back() == "line 29999");
  CHECK(tail_of(text, 100'000).size() == 30'000);

  const std::string longer(200'000, 'x');
  CHECK(tail_of("a\n" + longer + "\nb\n", 2) == Lines{longer, "b"});
  CHECK(tail_of("a\n" + longer + "\nb\n", 9) == Lines{"a", longer, "b"});
  CHECK(tail_of(longer, 1) == Lines{longer});
  CHECK(tail_of(std::string(longest_line + 9, 'y') + "\n", 1)
        == Lines{std::string(longest_line, 'y') + " [cut after 4 MiB]"});
}

TEST_CASE("last_lines: counts only what is wanted")
{
  std::string text;
  for (int i = 0; i < 50'000; ++i)
    text += fmt::format("{}\n", i);
  const auto round = [](std::string_view line) { return line.ends_with("0000"); };
  CHECK(tail_of(text, 2, round) == Lines{"30000", "40000"});
  CHECK(tail_of(text, 9, round) == Lines{"10000", "20000", "30000", "40000"});
}
