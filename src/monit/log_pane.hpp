// The log of one server, as much of it as is kept, and the part of it that is looked at.
#pragma once

#include "monit/frame.hpp"
#include "observe/log_line.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

namespace mcpctl {

class LogPane
{
public:
  static constexpr std::size_t most = 5000; // lines

  void clear();
  void add(const LogLine& line, RealTime now);
  [[nodiscard]] bool empty() const { return lines_.empty(); }

  // Moves by so many lines, up where negative. Down to the end it follows new lines again.
  void scroll(int lines);
  void follow() { above_end_ = 0; }
  void to_begin();
  [[nodiscard]] bool follows() const { return above_end_ == 0; }
  // How many lines are below what is shown.
  [[nodiscard]] std::size_t below() const { return above_end_; }

  // What is searched for from now on; goes to the nearest older line that has it, if one has.
  void search(const std::string& text);
  [[nodiscard]] const std::string& searched() const { return searched_; }
  // Goes to the next older, or newer, line that has it; false: there is none.
  bool search_on(bool older);

  // The lines that end at the one looked at, wrapped to `width`: `rows` of them, or fewer.
  [[nodiscard]] std::vector<StripLine> shown(std::size_t rows, std::size_t width) const;

private:
  struct Line
  {
    std::string time; // empty for lines of files, which have none
    Paint time_paint = Paint::dim;
    std::string text;
    Paint paint = Paint::plain;
  };
  [[nodiscard]] std::size_t last_shown() const { return lines_.size() - 1 - above_end_; }
  [[nodiscard]] bool matches(const Line& line) const;
  [[nodiscard]] std::vector<StripLine> wrapped(const Line& line, std::size_t width) const;

  std::deque<Line> lines_;
  std::size_t above_end_ = 0; // lines between the last one shown and the newest
  std::string searched_;
};

// `text` in pieces of at most `width` columns.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t width);

} // namespace mcpctl
