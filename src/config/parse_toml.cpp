#include "config/parse_toml.hpp"

#include <toml++/toml.h>

#include <algorithm>

namespace mcpctl {

namespace {

// Far above what a configuration needs, far below what exhausts the stack.
constexpr unsigned most_dots = 100;

// Byte offset of the character number `column` (from 1); the library counts characters.
unsigned byte_column(std::string_view line, unsigned column)
{
  std::size_t at = 0;
  for (unsigned left = column; left > 1 && at < line.size(); --left) {
    ++at;
    while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xc0U) == 0x80U)
      ++at;
  }
  return static_cast<unsigned>(at + 1);
}

std::string_view without_byte_order_mark(std::string_view line, unsigned number)
{
  if (number == 1 && line.starts_with("\xef\xbb\xbf"))
    line.remove_prefix(3);
  return line;
}

Spot spot_of(const Source& source, const toml::source_region& region)
{
  const unsigned line = region.begin.line;
  if (line == 0)
    return {&source};
  const std::string_view whole = source.line(line);
  const std::string_view text = without_byte_order_mark(whole, line);
  const auto lead = static_cast<unsigned>(whole.size() - text.size());
  const unsigned begin = byte_column(text, region.begin.column) + lead;
  unsigned end = static_cast<unsigned>(whole.size()) + 1;
  if (region.end.line == line && region.end.column > region.begin.column)
    end = byte_column(text, region.end.column) + lead;
  else if (region.end.line == line)
    end = begin + 1;
  return {&source, line, begin, std::max(end, begin + 1) - begin};
}

Value convert(const Source& source, const toml::node& node);

bool stands_before(const Entry& a, const Entry& b)
{
  return a.spot.line != b.spot.line ? a.spot.line < b.spot.line : a.spot.column < b.spot.column;
}

Table convert_table(const Source& source, const toml::table& table)
{
  Table converted;
  converted.entries.reserve(table.size());
  for (const auto& [key, node] : table)
    converted.entries.push_back(
        {std::string(key.str()), spot_of(source, key.source()), convert(source, node)});
  std::stable_sort(converted.entries.begin(), converted.entries.end(), stands_before);
  return converted;
}

Array convert_array(const Source& source, const toml::array& array)
{
  Array converted;
  converted.reserve(array.size());
  for (const toml::node& element : array)
    converted.push_back(convert(source, element));
  return converted;
}

Value convert(const Source& source, const toml::node& node)
{
  Value value{.spot = spot_of(source, node.source()), .data = DateTime{}};
  if (const toml::table* table = node.as_table())
    value.data = convert_table(source, *table);
  else if (const toml::array* array = node.as_array())
    value.data = convert_array(source, *array);
  else if (const auto* text = node.as_string())
    value.data = text->get();
  else if (const auto* integer = node.as_integer())
    value.data = std::int64_t{integer->get()};
  else if (const auto* number = node.as_floating_point())
    value.data = number->get();
  else if (const auto* boolean = node.as_boolean())
    value.data = boolean->get();
  return value;
}

// The key or header that a line begins with.
Spot definition_in(const Spot& spot)
{
  const std::string_view line = spot.source->line(spot.line);
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  std::string_view what = line.substr(begin);
  what = what.substr(0, what.find_first_of(what.starts_with('[') ? "#" : "=#"));
  what = what.substr(0, what.find_last_not_of(" \t") + 1);
  return {spot.source, spot.line, static_cast<unsigned>(begin + 1),
          static_cast<unsigned>(what.size())};
}

// "cannot redefine existing table 'servers.x'" in our words.
void report_redefinition(const Spot& spot, Problems& problems)
{
  const Source& source = *spot.source;
  const Spot second = definition_in(spot);
  const std::string what(source.line(second.line).substr(second.column - 1, second.width));
  if (!what.starts_with('[')) {
    problems.error(second, "\"" + what + "\" is given twice", "remove one of them");
    return;
  }
  std::string hint;
  for (unsigned number = 1; number < spot.line && hint.empty(); ++number) {
    if (source.line(number).starts_with(what))
      hint = "the first is in line " + std::to_string(number);
  }
  problems.error(second, what + " is defined twice", hint);
}

// Whether a string ran to the end of its line, or of the file.
bool is_open_string(const Spot& spot, std::string_view reason)
{
  return reason.find("parsing string") != std::string_view::npos
         && spot.column > spot.source->line(spot.line).size();
}

// The library prefixes "Error while parsing STATE: ".
void report(const Source& source, const toml::parse_error& failure, Problems& problems)
{
  constexpr std::string_view prefix = "Error while parsing ";
  const Spot spot = spot_of(source, failure.source());
  std::string_view reason = failure.description();
  if (reason.find("utf-8") != std::string_view::npos) {
    problems.error(spot, "the file is not valid UTF-8", "TOML files are UTF-8");
    return;
  }
  if (reason.find("cannot redefine existing") != std::string_view::npos) {
    report_redefinition(spot, problems);
    return;
  }
  if (is_open_string(spot, reason)) {
    problems.error(spot, "the string is not closed");
    return;
  }
  const bool in_braces = reason.find("inline table") != std::string_view::npos;
  std::string message = "syntax error";
  if (reason.starts_with(prefix)) {
    reason.remove_prefix(prefix.size());
    const std::size_t colon = reason.find(": ");
    message += " in " + std::string(reason.substr(0, colon));
    reason.remove_prefix(colon == std::string_view::npos ? reason.size() : colon + 2);
  }
  if (!reason.empty())
    message += ": " + std::string(reason);
  problems.error(spot, std::move(message), in_braces ? "a table in { } stands on one line" : "");
}

// Dots outside of quotes: keys like a.b.c nest tables without the library's limit.
unsigned count_dots(std::string_view line)
{
  unsigned dots = 0;
  char quote = 0;
  for (const char c : line) {
    if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '#')
      break;
    else if (c == '.')
      ++dots;
  }
  return dots;
}

// What the library would take, or describe badly.
bool acceptable(const Source& source, Problems& problems)
{
  for (unsigned number = 1; number <= source.line_count(); ++number) {
    const std::string_view line = source.line(number);
    if (const std::size_t at = line.find('\0'); at != std::string_view::npos) {
      problems.error({&source, number, static_cast<unsigned>(at + 1), 1},
                     "the file holds a NUL byte: it is no text");
      return false;
    }
    if (line.size() > most_dots && count_dots(line) > most_dots) {
      problems.error({&source, number, 1, 1}, "tables are nested too deeply");
      return false;
    }
  }
  return true;
}

} // namespace

std::optional<Table> parse_toml(const Source& source, Problems& problems)
{
  if (!acceptable(source, problems))
    return std::nullopt;
  try {
    const toml::table table = toml::parse(std::string_view(source.file().text));
    return convert_table(source, table);
  } catch (const toml::parse_error& failure) {
    report(source, failure, problems);
    return std::nullopt;
  }
}

} // namespace mcpctl
