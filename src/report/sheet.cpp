#include "report/sheet.hpp"

#include "model/text.hpp"

#include <algorithm>
#include <cmath>

namespace mcpctl {

namespace {

constexpr std::size_t margin = 2;
constexpr std::size_t label_width = 13;
constexpr std::size_t least_width = 24; // for values, however narrow the terminal is
constexpr int bar_width = 20;

// The nearer the limit, the louder.
Paint paint_of_part(double part)
{
  if (part >= 0.9)
    return Paint::red;
  return part >= 0.75 ? Paint::yellow : Paint::green;
}

std::string repeated(std::string_view piece, int times)
{
  std::string text;
  for (int i = 0; i < times; ++i)
    text += piece;
  return text;
}

} // namespace

std::vector<std::string> folded(std::string_view text, std::size_t width)
{
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    } else if (!line.empty()) {
      line += ' ';
    }
    line += word;
    text.remove_prefix(blank == std::string_view::npos ? text.size() : blank + 1);
  }
  lines.push_back(std::move(line));
  return lines;
}

void Sheet::add_line(std::string_view label, const std::string& painted_value)
{
  if (apart_ && !text_.empty())
    text_ += '\n';
  apart_ = false;
  text_ += std::string(margin, ' ') + painted(padded(label, label_width), Paint::dim, style_)
           + painted_value + '\n';
}

void Sheet::add(std::string_view label, std::string_view value, Paint paint)
{
  if (value.empty())
    return;
  const std::string shown = harmless(value);
  if (!style_.width) {
    add_line(label, painted(shown, paint, style_));
    return;
  }
  const std::size_t taken = margin + label_width;
  const std::size_t width =
      std::max<std::size_t>(*style_.width > taken ? *style_.width - taken : 0, least_width);
  for (const std::string& line : folded(shown, width)) {
    add_line(label, painted(line, paint, style_));
    label = "";
  }
}

void Sheet::add_whole(std::string_view label, std::string_view value)
{
  if (!value.empty())
    add_line(label, harmless(value));
}

void Sheet::add_list(std::string_view label, const std::vector<std::string>& values, Paint paint)
{
  for (const std::string& value : values) {
    add(label, value, paint);
    label = "";
  }
}

void Sheet::add_bar(std::string_view label, double part, std::string_view value)
{
  const double shown = std::clamp(part, 0.0, 1.0);
  const int filled = static_cast<int>(std::lround(shown * bar_width));
  if (!style_.width) {
    add(label, value);
    return;
  }
  add_line(label, painted(repeated("█", filled), paint_of_part(shown), style_)
                      + painted(repeated("░", bar_width - filled), Paint::dim, style_) + " "
                      + harmless(value));
}

void Sheet::begin_group()
{
  apart_ = true;
}

} // namespace mcpctl
