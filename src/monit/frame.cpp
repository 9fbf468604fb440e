#include "monit/frame.hpp"

#include "model/text.hpp"

#include <array>
#include <numeric>
#include <utility>

namespace mcpctl {

namespace {

struct Lookalike
{
  char32_t code;
  char ascii;
};

constexpr std::array lookalikes = {
    Lookalike{U'─', '-'}, Lookalike{U'│', '|'}, Lookalike{U'╭', '+'}, Lookalike{U'╮', '+'},
    Lookalike{U'╰', '+'}, Lookalike{U'╯', '+'}, Lookalike{U'…', '~'}, Lookalike{U'·', '.'},
    Lookalike{U'▁', '_'}, Lookalike{U'▂', '.'}, Lookalike{U'▃', '-'}, Lookalike{U'▄', '='},
    Lookalike{U'▅', '+'}, Lookalike{U'▆', '*'}, Lookalike{U'▇', '%'}, Lookalike{U'█', '#'},
    Lookalike{U'●', '*'}, Lookalike{U'○', '-'}, Lookalike{U'◎', 'o'}, Lookalike{U'✗', '!'},
    Lookalike{U'✓', '='}, Lookalike{U'↻', '~'}, Lookalike{U'▴', '^'}, Lookalike{U'▾', 'v'},
    Lookalike{U'↑', '^'}, Lookalike{U'↓', 'v'}, Lookalike{U'▸', '>'}, Lookalike{U'◌', '?'},
};

char lookalike(char32_t code)
{
  for (const Lookalike& known : lookalikes) {
    if (known.code == code)
      return known.ascii;
  }
  return '?';
}

} // namespace

std::size_t width_of(const StripLine& line)
{
  return std::accumulate(
      line.begin(), line.end(), std::size_t{0},
      [](std::size_t sum, const Strip& strip) { return sum + display_width(strip.text); });
}

StripLine fitted(const StripLine& line, std::size_t width)
{
  StripLine out;
  std::size_t left = width;
  for (const Strip& strip : line) {
    const std::size_t wanted = display_width(strip.text);
    out.push_back(strip);
    if (wanted > left) {
      out.back().text = clipped(strip.text, left);
      left -= display_width(out.back().text);
      break;
    }
    left -= wanted;
  }
  if (left > 0) {
    const bool reverse = !out.empty() && out.back().reverse;
    out.push_back({.text = std::string(left, ' '), .reverse = reverse});
  }
  return out;
}

std::string text_of(const StripLine& line)
{
  std::string text;
  for (const Strip& strip : line)
    text += strip.text;
  return text;
}

StripLine spread(StripLine left, const StripLine& right, std::size_t width)
{
  const std::size_t used = width_of(left) + width_of(right);
  if (used >= width)
    return fitted(left, width);
  left.push_back({.text = std::string(width - used, ' ')});
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

std::string ascii_text(std::string_view text)
{
  std::string out;
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::string_view bytes = text.substr(0, character.length);
    out += character.code < 0x80 && character.valid
               ? std::string(bytes)
               : std::string(display_width(bytes), lookalike(character.code));
    text.remove_prefix(character.length);
  }
  return out;
}

void make_ascii(Frame& frame)
{
  for (StripLine& line : frame.lines) {
    for (Strip& strip : line)
      strip.text = ascii_text(strip.text);
  }
}

} // namespace mcpctl
