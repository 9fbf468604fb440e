#include "plan/text.hpp"

#include "units/compare.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

namespace mcpctl {

namespace {

constexpr std::size_t context = 2;

struct Line
{
  char mark; // ' ', '-', '+'
  std::string text;
};

std::vector<std::string> lines_of(const std::string& text)
{
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);)
    lines.push_back(std::move(line));
  return lines;
}

// By the longest common subsequence; unit files are short.
std::vector<Line> compare_lines(const std::vector<std::string>& before,
                                const std::vector<std::string>& now)
{
  const std::size_t rows = before.size();
  const std::size_t columns = now.size();
  std::vector<std::vector<std::size_t>> common(rows + 1, std::vector<std::size_t>(columns + 1));
  for (std::size_t i = rows; i-- > 0;) {
    for (std::size_t j = columns; j-- > 0;)
      common[i][j] = before[i] == now[j] ? common[i + 1][j + 1] + 1
                                         : std::max(common[i + 1][j], common[i][j + 1]);
  }
  std::vector<Line> lines;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < rows || j < columns) {
    if (i < rows && j < columns && before[i] == now[j]) {
      lines.push_back({' ', before[i++]});
      ++j;
    } else if (i < rows && (j == columns || common[i + 1][j] >= common[i][j + 1])) {
      lines.push_back({'-', before[i++]});
    } else {
      lines.push_back({'+', now[j++]});
    }
  }
  return lines;
}

// Without the lines that are far from any change.
std::string format_lines(const std::vector<Line>& lines, bool colour)
{
  std::string text;
  std::size_t shown_to = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t from = i < context ? 0 : i - context;
    const std::size_t to = std::min(lines.size(), i + context + 1);
    if (!std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(from),
                     lines.begin() + static_cast<std::ptrdiff_t>(to),
                     [](const Line& line) { return line.mark != ' '; }))
      continue;
    if (i > shown_to)
      text += "  ...\n";
    shown_to = i + 1;
    const Line& line = lines[i];
    if (colour && line.mark != ' ')
      text +=
          fmt::format("\033[{}m{}{}\033[0m\n", line.mark == '+' ? 32 : 31, line.mark, line.text);
    else
      text += fmt::format("{}{}\n", line.mark, line.text);
  }
  return text;
}

const UnitFile* installed_file(const Installed& installed, const FileChange& change)
{
  const auto find = [&](const std::vector<UnitFile>& files) -> const UnitFile* {
    for (const UnitFile& file : files) {
      if (file.path == change.file.path)
        return &file;
    }
    return nullptr;
  };
  for (const InstalledUnit& unit : installed.units) {
    if (unit.where != change.where)
      continue;
    if (const UnitFile* file = find(unit.files))
      return file;
  }
  return find(change.where == Where::persistent ? installed.shared : installed.shared_runtime);
}

// An environment file says only which variables change.
std::string format_environment(const UnitFile* before, const UnitFile* now)
{
  const auto as_list = [](const UnitFile* file) {
    return file ? std::vector<UnitFile>{*file} : std::vector<UnitFile>{};
  };
  std::string text;
  for (const std::string& setting : differing_settings(as_list(before), as_list(now)))
    text += fmt::format("~{} (values are not shown)\n", setting);
  return text;
}

std::string format_change(const UnitFile* before, const UnitFile* now, bool colour)
{
  if (now ? now->is_link : before->is_link) {
    return (before ? fmt::format("-link to {}\n", before->text) : "")
           + (now ? fmt::format("+link to {}\n", now->text) : "");
  }
  const std::string& path = now ? now->path : before->path;
  if (path.ends_with(".env"))
    return format_environment(before, now);
  return format_lines(compare_lines(before ? lines_of(before->text) : std::vector<std::string>{},
                                    now ? lines_of(now->text) : std::vector<std::string>{}),
                      colour);
}

} // namespace

std::string format_diff(const Plan& plan, const Installed& installed, bool colour)
{
  std::string text;
  for (const auto* changes : {&plan.writes, &plan.deletes}) {
    for (const FileChange& change : *changes) {
      const UnitFile* before = installed_file(installed, change);
      const UnitFile* now = change.remove ? nullptr : &change.file;
      if (!before && !now)
        continue;
      const char* nowhere = "/dev/null";
      text += fmt::format("--- {}\n+++ {}\n", before ? before->path.c_str() : nowhere,
                          now ? now->path.c_str() : nowhere);
      text += format_change(before, now, colour);
    }
  }
  return text;
}

} // namespace mcpctl
