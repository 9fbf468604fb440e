#include "report/log_view.hpp"

#include "model/glyph.hpp"
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

std::string shown_line(std::string_view raw)
{
  if (raw.ends_with('\r'))
    raw.remove_suffix(1);
  std::string plain = without_colours(raw);
  if (is_harmless(plain))
    return plain;
  std::string shown;
  for (const Glyph& glyph : glyphs_of(plain))
    shown += glyph.shown;
  return shown;
}

Paint paint_of_message(const LogLine& line)
{
  if (line.from_systemd)
    return line.message.starts_with("Suppressed ") ? Paint::yellow : Paint::dim;
  return line.priority <= priority_error ? Paint::red : Paint::plain;
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

std::string prefix_of(const LogLine& line, const LogFormat& format, RealTime now)
{
  std::string prefix(format.indent, ' ');
  prefix += painted(format_clock(line.at, now), Paint::dim, format.style) + " ";
  if (format.label_width == 0)
    return prefix;
  const std::string label = padded(harmless(line.server), format.label_width) + " | ";
  return prefix + painted(label, paint_of_server(line.server), format.style);
}

} // namespace

std::string format_log_line(const LogLine& line, const LogFormat& format, RealTime now)
{
  const std::string prefix = prefix_of(line, format, now);
  const Paint paint = paint_of_message(line);
  std::string out;
  std::string_view rest = line.message;
  while (rest.ends_with('\n'))
    rest.remove_suffix(1);
  while (true) {
    const std::size_t end = rest.find('\n');
    out += prefix + painted(shown_line(rest.substr(0, end)), paint, format.style) + "\n";
    if (end == std::string_view::npos)
      return out;
    rest.remove_prefix(end + 1);
  }
}

} // namespace mcpctl
