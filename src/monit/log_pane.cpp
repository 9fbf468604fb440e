#include "monit/log_pane.hpp"

#include "model/name.hpp"
#include "model/text.hpp"
#include "monit/ranking.hpp"
#include "report/duration.hpp"
#include "report/log_view.hpp"

#include <algorithm>
#include <sstream>

namespace mcpctl {

namespace {

constexpr std::size_t most_columns = 4000; // of one line: what is wrapped each time it is drawn

} // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width)
{
  std::vector<std::string> pieces(1);
  std::size_t used = 0;
  while (!text.empty()) {
    const std::size_t length = first_character(text).length;
    const std::size_t columns = display_width(text.substr(0, length));
    if (used + columns > width && used > 0) {
      pieces.emplace_back();
      used = 0;
    }
    pieces.back() += text.substr(0, length);
    used += columns;
    text.remove_prefix(length);
  }
  return pieces;
}

void LogPane::clear()
{
  lines_.clear();
  above_end_ = 0;
}

void LogPane::add(const LogLine& line, RealTime now)
{
  const std::string time = line.at == RealTime{} ? "" : format_clock(line.at, now) + " ";
  const bool marked = line.stream == LogStream::err && !is_socket(line.unit);
  const Paint time_paint = marked ? Paint::red : Paint::dim;
  LogFormat format;
  if (is_socket(line.unit))
    format.stderr_alone.insert(line.server);
  std::istringstream shown(format_log_line(line, format, now));
  for (std::string text; std::getline(shown, text);) {
    if (text.starts_with(time))
      text.erase(0, time.size());
    lines_.push_back({.time = " " + time,
                      .time_paint = time_paint,
                      .text = clipped(text, most_columns),
                      .paint = paint_of_message(line, format)});
    if (above_end_ > 0)
      ++above_end_;
  }
  while (lines_.size() > most)
    lines_.pop_front();
  above_end_ = std::min(above_end_, lines_.empty() ? 0 : lines_.size() - 1);
}

void LogPane::scroll(int lines)
{
  if (lines_.empty())
    return;
  const auto wanted = static_cast<long long>(above_end_) - lines;
  const auto most_above = static_cast<long long>(lines_.size()) - 1;
  above_end_ = static_cast<std::size_t>(std::clamp(wanted, 0LL, most_above));
}

void LogPane::to_begin()
{
  above_end_ = lines_.empty() ? 0 : lines_.size() - 1;
}

bool LogPane::matches(const Line& line) const
{
  return !searched_.empty() && has_part(line.text, searched_);
}

void LogPane::search(const std::string& text)
{
  searched_ = text;
  if (lines_.empty() || text.empty() || matches(lines_[last_shown()]))
    return;
  if (!search_on(true))
    (void)search_on(false);
}

bool LogPane::search_on(bool older)
{
  if (lines_.empty())
    return false;
  const std::size_t step = older ? std::size_t(-1) : 1;
  for (std::size_t at = last_shown() + step; at < lines_.size(); at += step) {
    if (matches(lines_[at])) {
      above_end_ = lines_.size() - 1 - at;
      return true;
    }
  }
  return false;
}

// The time stands before the first piece; the others are indented by as much.
std::vector<StripLine> LogPane::wrapped(const Line& line, std::size_t width) const
{
  const std::size_t indent = line.time.size() < width / 2 ? line.time.size() : 0;
  std::vector<StripLine> rows;
  for (std::string& piece : wrap(line.text, width - indent)) {
    StripLine row;
    if (indent > 0)
      row.push_back(rows.empty() ? Strip{.text = line.time, .paint = line.time_paint}
                                 : Strip{.text = std::string(indent, ' ')});
    row.push_back({.text = std::move(piece), .paint = line.paint, .reverse = matches(line)});
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<StripLine> LogPane::shown(std::size_t rows, std::size_t width) const
{
  std::vector<StripLine> upwards;
  if (lines_.empty() || width == 0)
    return upwards;
  for (std::size_t at = last_shown() + 1; at-- > 0 && upwards.size() < rows;) {
    std::vector<StripLine> line = wrapped(lines_[at], width);
    std::move(line.rbegin(), line.rend(), std::back_inserter(upwards));
  }
  upwards.resize(std::min(upwards.size(), rows));
  std::reverse(upwards.begin(), upwards.end());
  return upwards;
}

} // namespace mcpctl
