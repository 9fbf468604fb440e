#include "model/diagnostic.hpp"

#include "model/glyph.hpp"
#include "model/text.hpp"

#include <algorithm>
#include <string_view>

namespace mcpctl {

namespace {

constexpr std::size_t number_width = 5;
constexpr unsigned longest_excerpt = 100; // columns of the source line that are shown
constexpr unsigned context_before = 40;   // columns kept before the caret of a longer line
constexpr std::string_view ellipsis = "…";

// The part of a source line that is shown, and where the caret goes below it.
struct Excerpt
{
  std::string text;
  unsigned caret = 0; // columns before it
  unsigned width = 1;
};

// The caret's columns in the whole line, as it is shown.
Excerpt whole_line(const std::vector<Glyph>& glyphs, const Place& place)
{
  Excerpt excerpt;
  const std::size_t begin = place.column == 0 ? 0 : place.column - 1;
  const std::size_t end = begin + std::max(place.width, 1U);
  unsigned width = 0;
  for (const Glyph& glyph : glyphs) {
    excerpt.text += glyph.shown;
    if (glyph.from < begin)
      excerpt.caret += glyph.columns;
    else if (glyph.from < end)
      width += glyph.columns;
  }
  excerpt.width = std::max(width, 1U);
  return excerpt;
}

// The columns [from, from + longest_excerpt) of the line, with dots where something was left out.
Excerpt clipped_line(const std::vector<Glyph>& glyphs, const Excerpt& whole, unsigned from)
{
  Excerpt excerpt{.text = from > 0 ? std::string(ellipsis) : ""};
  const unsigned lead = from > 0 ? 1 : 0;
  unsigned column = 0;
  unsigned shown_from = from;
  bool begun = false;
  for (const Glyph& glyph : glyphs) {
    const unsigned start = column;
    column += glyph.columns;
    if (start < from)
      continue;
    if (column > from + longest_excerpt) {
      excerpt.text += ellipsis;
      break;
    }
    if (!begun)
      shown_from = start;
    begun = true;
    excerpt.text += glyph.shown;
  }
  excerpt.caret = whole.caret - std::min(shown_from, whole.caret) + lead;
  const unsigned room = longest_excerpt + lead - std::min(excerpt.caret, longest_excerpt);
  excerpt.width = std::clamp(whole.width, 1U, std::max(room, 1U));
  return excerpt;
}

Excerpt excerpt_of(const Diagnostic& diagnostic)
{
  const std::vector<Glyph> glyphs = glyphs_of(diagnostic.source_line);
  Excerpt whole = whole_line(glyphs, diagnostic.place);
  unsigned columns = 0;
  for (const Glyph& glyph : glyphs)
    columns += glyph.columns;
  if (columns <= longest_excerpt)
    return whole;
  const unsigned from = whole.caret + whole.width <= longest_excerpt
                            ? 0
                            : whole.caret - std::min(whole.caret, context_before);
  return clipped_line(glyphs, whole, from);
}

std::string headline(const Diagnostic& diagnostic)
{
  const Place& place = diagnostic.place;
  std::string text = harmless(place.file);
  if (place.line != 0)
    text += ":" + std::to_string(place.line);
  if (place.line != 0 && place.column != 0)
    text += ":" + std::to_string(place.column);
  if (!text.empty())
    text += ": ";
  text += diagnostic.severity == Severity::error ? "error: " : "warning: ";
  return text + harmless(diagnostic.message);
}

std::string source_lines(const Diagnostic& diagnostic)
{
  const Excerpt excerpt = excerpt_of(diagnostic);
  std::string number = std::to_string(diagnostic.place.line);
  if (number.size() < number_width)
    number.insert(0, number_width - number.size(), ' ');
  std::string text = number + " | " + excerpt.text + "\n" + std::string(number.size(), ' ') + " |";
  if (diagnostic.place.column != 0)
    text += " " + std::string(excerpt.caret, ' ') + "^" + std::string(excerpt.width - 1, '~');
  if (!diagnostic.hint.empty())
    text += " " + harmless(diagnostic.hint);
  return text + "\n";
}

} // namespace

bool has_errors(const Diagnostics& diagnostics)
{
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

std::string format_diagnostic(const Diagnostic& diagnostic)
{
  std::string text = headline(diagnostic);
  if (diagnostic.place.line != 0 && !diagnostic.source_line.empty())
    return text + "\n" + source_lines(diagnostic);
  if (!diagnostic.hint.empty())
    text += "; " + harmless(diagnostic.hint);
  return text + "\n";
}

} // namespace mcpctl
