#include "exchange/write_value.hpp"

#include "config/toml_text.hpp"
#include "exchange/reference.hpp"
#include "exchange/secret_looks.hpp"
#include "exchange/secret_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

// "node --token …": a line that is shown as it stands, with quotes that may not match.
bool holds_option(std::string text)
{
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '"' || c == '\''; }, ' ');
  return text.find(' ') != std::string::npos && !secrets_in_script(text).empty();
}

// A reference says where a secret is, and is none.
std::string shown_text(std::string_view name, const std::string& text)
{
  if (holds_option(text))
    return std::string(hidden);
  const std::vector<Piece> pieces = split_references(text, Format::opencode);
  const bool is_open =
      has_reference(pieces) && std::none_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return looks_secret("", piece.text) || piece.fallback;
      });
  return is_open ? text : redacted(name, text);
}

std::string inline_array(std::string_view name, const Array& array)
{
  const bool is_words = std::all_of(array.begin(), array.end(),
                                    [](const Value& element) { return element.text() != nullptr; });
  if (is_words && !looks_secret_name(name)) {
    std::vector<std::string> words = {""}; // an array of arguments begins behind the program
    for (const Value& element : array)
      words.push_back(*element.text());
    words = redacted_words(std::move(words), Format::claude_desktop);
    return toml_array({words.begin() + 1, words.end()});
  }
  std::string text;
  for (const Value& element : array)
    text += (text.empty() ? "" : ", ") + inline_toml(name, element);
  return "[" + text + "]";
}

std::string inline_table(std::string_view name, const Table& table)
{
  std::string text;
  for (const Entry& entry : table.entries)
    text += fmt::format("{} {} = {}", text.empty() ? "" : ",", toml_key(entry.key),
                        inline_toml(looks_secret_name(name) ? name : entry.key, entry.value));
  return text.empty() ? "{}" : "{" + text + " }";
}

} // namespace

std::string inline_toml(std::string_view name, const Value& value)
{
  if (const std::string* text = value.text())
    return toml_string(shown_text(name, *text));
  if (const std::int64_t* integer = value.integer())
    return std::to_string(*integer);
  if (const double* number = value.number())
    return fmt::format("{}", *number);
  if (const bool* boolean = value.boolean())
    return *boolean ? "true" : "false";
  if (const Array* array = value.array())
    return inline_array(name, *array);
  if (const Table* table = value.table())
    return inline_table(name, *table);
  return std::holds_alternative<Null>(value.data) ? "null" : "(a time)";
}

std::vector<std::string> field_lines(const std::vector<Entry>& fields)
{
  std::vector<std::string> lines;
  for (const Entry& field : fields)
    lines.push_back(toml_key(field.key) + " = " + inline_toml(field.key, field.value));
  return lines;
}

} // namespace mcpctl
