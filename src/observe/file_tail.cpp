#include "observe/file_tail.hpp"

#include "model/log_text.hpp"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::uint64_t block = 64U << 10;

// What there is of [from, from + size); a file may end before.
std::string read_at(int fd, std::uint64_t from, std::uint64_t size)
{
  std::string bytes(size, '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t more =
        ::pread(fd, bytes.data() + got, bytes.size() - got, static_cast<off_t>(from + got));
    if (more < 0 && errno == EINTR)
      continue;
    if (more <= 0)
      break;
    got += static_cast<std::size_t>(more);
  }
  bytes.resize(got);
  return bytes;
}

// Reads the file backwards, block by block.
class Backwards
{
public:
  Backwards(int fd, std::size_t count, const LineSink& wanted)
      : fd_(fd), count_(count), wanted_(wanted)
  {
  }

  std::vector<LineRange> lines(std::uint64_t end)
  {
    line_end_ = end;
    if (end > 0 && read_at(fd_, end - 1, 1) == "\n")
      --line_end_;
    std::uint64_t at = line_end_;
    while (at > 0 && found_.size() < count_) {
      begin_ = at - std::min(at, block);
      bytes_ = read_at(fd_, begin_, at - begin_);
      look_for_ends();
      at = begin_;
    }
    if (end > 0 && at == 0)
      take(0);
    std::reverse(found_.begin(), found_.end());
    return std::move(found_);
  }

private:
  void look_for_ends()
  {
    std::size_t at = bytes_.size();
    while (at > 0 && found_.size() < count_) {
      const std::size_t newline = std::string_view(bytes_).substr(0, at).rfind('\n');
      if (newline == std::string_view::npos)
        return;
      take(begin_ + newline + 1);
      line_end_ = begin_ + newline;
      at = newline;
    }
  }

  // Most lines lie within the block that was just read.
  void take(std::uint64_t from)
  {
    if (found_.size() >= count_)
      return;
    const LineRange range{.from = from, .to = line_end_};
    const bool here = range.from >= begin_ && range.to <= begin_ + bytes_.size();
    const bool accepted =
        here ? wanted_(std::string_view(bytes_).substr(range.from - begin_, range.to - range.from))
             : wanted_(read_line(fd_, range));
    if (accepted)
      found_.push_back(range);
  }

  int fd_;
  std::size_t count_;
  const LineSink& wanted_;
  std::vector<LineRange> found_; // newest first
  std::string bytes_;            // the block that begins at begin_
  std::uint64_t begin_ = 0;
  std::uint64_t line_end_ = 0; // of the line whose beginning is looked for
};

} // namespace

std::string read_line(int fd, const LineRange& range)
{
  const std::uint64_t size = range.to - range.from;
  return bounded_line(read_at(fd, range.from, std::min<std::uint64_t>(size, longest_line + 1)));
}

std::vector<LineRange> last_lines(int fd, std::uint64_t end, std::size_t count,
                                  const LineSink& wanted)
{
  return Backwards(fd, count, wanted).lines(end);
}

} // namespace mcpctl
