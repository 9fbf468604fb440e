#include "report/in_place.hpp"

#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace mcpctl {

namespace {

// ECMA-48: CUP, EL and ED without parameters, known to every terminal since the VT100.
constexpr std::string_view home = "\x1b[H";
constexpr std::string_view clear_to_end_of_line = "\x1b[K";
constexpr std::string_view clear_below = "\x1b[J";

std::vector<std::string> lines_of(std::string_view text)
{
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

} // namespace

std::string draw_in_place(std::string_view table, std::string_view below, const ScreenSize& size)
{
  std::vector<std::string> lines = lines_of(table);
  std::vector<std::string> under = lines_of(below);
  const std::size_t rows = std::max(size.rows, 1U);
  under.resize(std::min(under.size(), rows / 2));
  const std::size_t room = rows - under.size();
  if (lines.size() > room) {
    const std::size_t shown = room - 1;
    const std::string more = fmt::format("… {} more, for a taller window", lines.size() - shown);
    lines.resize(shown);
    lines.push_back(clipped(more, size.columns - 1));
  }
  for (const std::string& line : under)
    lines.push_back(clipped(harmless(line), size.columns - 1));
  std::string out(home);
  for (std::size_t i = 0; i < lines.size(); ++i)
    out.append(lines[i]).append(clear_to_end_of_line).append(i + 1 < rows ? "\r\n" : "");
  // On a full screen the cursor stands at the end of the last line, all of which has just been
  // drawn.
  if (lines.size() < rows)
    out += clear_below;
  return out;
}

} // namespace mcpctl
