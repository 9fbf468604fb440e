#include "model/line_diff.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <sstream>

namespace mcpctl {

namespace {

constexpr std::size_t context = 2;
// Beyond this many pairs of lines what differs is shown as one change.
constexpr std::size_t most_pairs = 16'000'000;

struct Line
{
  char mark; // ' ', '-', '+'
  std::string text;
};

const std::string& shown(const DiffText& text, std::size_t line)
{
  return text.shown.empty() ? text.lines[line] : text.shown[line];
}

// What two texts have in common at their beginnings and at their ends.
struct Common
{
  std::size_t front = 0;
  std::size_t back = 0;
};

Common common_of(const std::vector<std::string>& before, const std::vector<std::string>& now)
{
  Common common;
  const std::size_t shorter = std::min(before.size(), now.size());
  while (common.front < shorter && before[common.front] == now[common.front])
    ++common.front;
  while (common.front + common.back < shorter
         && before[before.size() - 1 - common.back] == now[now.size() - 1 - common.back])
    ++common.back;
  return common;
}

// By the longest common subsequence of what lies between.
void compare_middle(const DiffText& before, const DiffText& now, const Common& common,
                    std::vector<Line>& lines)
{
  const std::size_t rows = before.lines.size() - common.front - common.back;
  const std::size_t columns = now.lines.size() - common.front - common.back;
  const auto same = [&](std::size_t i, std::size_t j) {
    return before.lines[common.front + i] == now.lines[common.front + j];
  };
  const bool compared = columns == 0 || rows <= most_pairs / columns;
  std::vector<std::vector<std::size_t>> length;
  if (compared)
    length.assign(rows + 1, std::vector<std::size_t>(columns + 1));
  for (std::size_t i = compared ? rows : 0; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;)
      length[i][j] =
          same(i, j) ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
  }
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (compared && i < rows && j < columns && same(i, j)) {
      lines.push_back({' ', shown(before, common.front + i++)});
      ++j;
    } else if (i < rows && (!compared || j == columns || length[i + 1][j] >= length[i][j + 1])) {
      lines.push_back({'-', shown(before, common.front + i++)});
    } else {
      lines.push_back({'+', shown(now, common.front + j++)});
    }
  }
}

std::vector<Line> compare(const DiffText& before, const DiffText& now)
{
  const Common common = common_of(before.lines, now.lines);
  std::vector<Line> lines;
  for (std::size_t i = 0; i < common.front; ++i)
    lines.push_back({' ', shown(before, i)});
  compare_middle(before, now, common, lines);
  for (std::size_t i = before.lines.size() - common.back; i < before.lines.size(); ++i)
    lines.push_back({' ', shown(before, i)});
  return lines;
}

std::string painted(const Line& line, bool colour)
{
  if (colour && line.mark != ' ')
    return fmt::format("\033[{}m{}{}\033[0m\n", line.mark == '+' ? 32 : 31, line.mark, line.text);
  return fmt::format("{}{}\n", line.mark, line.text);
}

} // namespace

std::vector<std::string> lines_of(std::string_view text)
{
  std::vector<std::string> lines;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);)
    lines.push_back(std::move(line));
  return lines;
}

std::string format_line_diff(const DiffText& before, const DiffText& now, bool colour)
{
  const std::vector<Line> lines = compare(before, now);
  std::vector<bool> near(lines.size(), false);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].mark == ' ')
      continue;
    const std::size_t to = std::min(lines.size(), i + context + 1);
    for (std::size_t k = i < context ? 0 : i - context; k < to; ++k)
      near[k] = true;
  }
  std::string text;
  std::size_t shown_to = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!near[i])
      continue;
    if (i > shown_to)
      text += "  ...\n";
    shown_to = i + 1;
    text += painted(lines[i], colour);
  }
  return text;
}

} // namespace mcpctl
