#include "report/table.hpp"

#include "model/text.hpp"

#include <algorithm>
#include <numeric>

namespace mcpctl {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_names = 20; // columns that are left of long names

std::vector<Cell> header_of(const std::vector<Column>& columns)
{
  std::vector<Cell> header;
  for (const Column& column : columns)
    header.push_back({{column.title, Paint::bold}});
  return header;
}

std::size_t width_of(const Cell& cell)
{
  return std::accumulate(
      cell.begin(), cell.end(), std::size_t{0},
      [](std::size_t sum, const Painted& part) { return sum + display_width(part.text); });
}

std::vector<std::size_t> widths_of(const std::vector<std::vector<Cell>>& lines)
{
  std::vector<std::size_t> widths(lines.front().size(), 0);
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i)
      widths[i] = std::max(widths[i], width_of(line[i]));
  }
  return widths;
}

// Cuts the cell to `width` columns, colours kept.
Cell clipped_cell(const Cell& cell, std::size_t width, bool name)
{
  if (width_of(cell) <= width)
    return cell;
  if (name && cell.size() == 1)
    return {{clipped_name(cell.front().text, width), cell.front().paint}};
  Cell out;
  for (const Painted& part : cell) {
    const std::size_t used = width_of(out);
    const std::size_t part_width = display_width(part.text);
    const bool last_that_fits = used + part_width >= width;
    out.push_back(
        {last_that_fits ? clipped(part.text + "…", width - used) : part.text, part.paint});
    if (last_that_fits)
      break;
  }
  return out;
}

std::size_t total(const std::vector<std::size_t>& widths, std::size_t count)
{
  const auto end = widths.begin() + static_cast<std::ptrdiff_t>(count);
  return std::accumulate(widths.begin(), end, std::size_t{0}) + gap * (count - 1);
}

// Takes from long names what the columns behind them need, but for the last.
void shorten_names(std::vector<std::size_t>& widths, std::size_t room)
{
  if (widths.size() < 2 || widths.front() <= least_names)
    return;
  const std::size_t needed = total(widths, widths.size() - 1);
  if (needed > room)
    widths.front() -= std::min(needed - room, widths.front() - least_names);
}

// Makes the widths fit the terminal: of the last column and of the second at least the title must
// be left, of the others all.
void fit(const std::vector<Column>& columns, std::vector<std::size_t>& widths, const Style& style)
{
  if (!style.width)
    return;
  for (; widths.size() > 1; widths.pop_back()) {
    const std::size_t last = widths.size() - 1;
    const std::size_t before = total(widths, last) + gap;
    const std::size_t room = *style.width > before ? *style.width - before : 0;
    const bool may_be_cut = last == columns.size() - 1 || last == 1;
    if (room >= (may_be_cut ? display_width(columns[last].title) : widths.back())) {
      widths.back() = std::min(room, widths.back());
      return;
    }
  }
  widths.back() = std::min<std::size_t>(*style.width, widths.back());
}

std::string render_cell(const Cell& cell, std::size_t width, bool number, const Style& style)
{
  std::string text;
  for (const Painted& part : cell)
    text += painted(part.text, part.paint, style);
  const std::string blanks(width - std::min(width, width_of(cell)), ' ');
  return number ? blanks + text : text + blanks;
}

std::string render_line(const std::vector<Column>& columns, const std::vector<Cell>& line,
                        const std::vector<std::size_t>& widths, const Style& style)
{
  std::string out;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0)
      out.append(gap, ' ');
    out += render_cell(clipped_cell(line[i], widths[i], columns[i].names), widths[i],
                       columns[i].number, style);
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

} // namespace

std::string render_table(const std::vector<Column>& columns,
                         const std::vector<std::vector<Cell>>& rows, const Style& style)
{
  std::vector<std::vector<Cell>> lines = {header_of(columns)};
  lines.insert(lines.end(), rows.begin(), rows.end());
  for (auto& line : lines) {
    for (Cell& cell : line) {
      for (Painted& part : cell)
        part.text = harmless(part.text);
    }
  }
  std::vector<std::size_t> widths = widths_of(lines);
  const std::size_t names = widths.front();
  if (columns.front().names && style.width)
    shorten_names(widths, *style.width);
  fit(columns, widths, style);
  // What is left where others had to be left out.
  if (const std::size_t used = total(widths, widths.size()); style.width && used < *style.width)
    widths.front() = std::min(names, widths.front() + *style.width - used);
  std::string out;
  for (const auto& line : lines)
    out += render_line(columns, line, widths, style);
  return out;
}

} // namespace mcpctl
