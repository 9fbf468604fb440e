#include "report/log_view.hpp"

#include "model/text.hpp"
#include "report/duration.hpp"

#include <array>
#include <cstdint>

namespace mcpctl {

namespace {

constexpr int priority_error = 3;

// The end of a colour sequence (ESC [ digits m) that `text` begins with; 0 if it begins with none.
std::size_t colour_sequence(std::string_view text)
{
  if (!text.starts_with("\x1b["))
    return 0;
  const std::size_t end = text.find_first_not_of("0123456789;:", 2);
  return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
}

std::string without_colours(std::string_view text)
{
  std::string out;
  while (!text.empty()) {
    const std::size_t escape = text.find('\x1b');
    out.append(text.substr(0, escape));
    if (escape == std::string_view::npos)
      break;
    text.remove_prefix(escape);
    const std::size_t length = colour_sequence(text);
    if (length == 0)
      out += text.front();
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

// Tabs reach to the next multiple of eight columns.
std::string without_tabs(std::string_view text)
{
  constexpr std::size_t tab_stop = 8;
  std::string out;
  std::size_t column = 0;
  while (true) {
    const std::size_t tab = text.find('\t');
    const std::string piece = harmless(text.substr(0, tab));
    out += piece;
    if (tab == text.npos)
      return out;
    column += display_width(piece);
    const std::size_t blanks = tab_stop - column % tab_stop;
    out.append(blanks, ' ');
    column += blanks;
    text.remove_prefix(tab + 1);
  }
}

std::string shown_line(std::string_view raw)
{
  if (raw.ends_with('\r'))
    raw.remove_suffix(1);
  return is_harmless(raw) ? std::string(raw) : without_tabs(without_colours(raw));
}

// Where the other stream is a log, too.
bool is_marked(const LogLine& line, const LogFormat& format)
{
  return line.stream == LogStream::err && !format.stderr_alone.contains(line.server);
}

// The same colour in each run of mcpctl: FNV-1a of the name.
Paint paint_of_server(std::string_view name)
{
  constexpr std::array paints = {Paint::cyan, Paint::magenta, Paint::green, Paint::blue,
                                 Paint::yellow};
  std::uint32_t hash = 2166136261U;
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return paints[hash % paints.size()];
}

std::string time_of(const LogLine& line, const LogFormat& format, RealTime now)
{
  if (line.at == RealTime{})
    return "";
  const auto own = format.dates.find(line.server);
  return painted(own == format.dates.end() ? format_clock(line.at, now)
                                           : own->second.format(line.at),
                 is_marked(line, format) ? Paint::red : Paint::dim, format.style)
         + " ";
}

std::string prefix_of(const LogLine& line, const LogFormat& format, RealTime now)
{
  std::string prefix(format.indent, ' ');
  prefix += time_of(line, format, now);
  if (format.label_width == 0)
    return prefix;
  const std::string label = padded(harmless(line.server), format.label_width) + " | ";
  return prefix + painted(label, paint_of_server(line.server), format.style);
}

// Calls `piece` for each line of a message; newlines at its end are none of it.
template <typename Piece> void for_each_line(std::string_view message, Piece piece)
{
  while (message.ends_with('\n'))
    message.remove_suffix(1);
  while (true) {
    const std::size_t end = message.find('\n');
    piece(message.substr(0, end));
    if (end == message.npos)
      return;
    message.remove_prefix(end + 1);
  }
}

// The message, with the limit where that is what systemd speaks of.
std::string with_limit(const LogLine& line, const LogFormat& format)
{
  constexpr std::string_view out_of_memory = "Failed with result 'oom-kill'.";
  const auto limit = format.memory_limits.find(line.server);
  if (!line.from_systemd || !line.message.ends_with(out_of_memory)
      || limit == format.memory_limits.end())
    return line.message;
  return line.message.substr(0, line.message.size() - 1) + ": out of memory (limit " + limit->second
         + ")";
}

} // namespace

Paint paint_of_message(const LogLine& line, const LogFormat& format)
{
  if (line.dropped > 0)
    return Paint::yellow;
  if (line.from_systemd)
    return Paint::dim;
  // A line of a file has no time that could tell.
  if (line.at == RealTime{} && is_marked(line, format))
    return Paint::red;
  // Of a stream the level says only which it is.
  return line.stream == LogStream::unknown && line.priority <= priority_error ? Paint::red
                                                                              : Paint::plain;
}

std::string format_log_line(const LogLine& line, const LogFormat& format, RealTime now)
{
  const std::string prefix = prefix_of(line, format, now);
  const Paint paint = paint_of_message(line, format);
  std::string out;
  for_each_line(with_limit(line, format), [&](std::string_view piece) {
    out.append(prefix).append(painted(shown_line(piece), paint, format.style)).append("\n");
  });
  return out;
}

std::string format_bare_line(const LogLine& line, bool for_terminal)
{
  if (!for_terminal)
    return line.message + "\n";
  std::string out;
  for_each_line(line.message,
                [&](std::string_view piece) { out.append(shown_line(piece)).append("\n"); });
  return out;
}

} // namespace mcpctl
