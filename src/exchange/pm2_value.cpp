#include "exchange/pm2_value.hpp"

#include "exchange/jsonc_edit.hpp"
#include "exchange/read_server.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace mcpctl {

namespace {

std::string as_json(const Value& value)
{
  if (const std::string* text = value.text())
    return json_string(*text);
  std::string text;
  if (const Array* array = value.array()) {
    for (const Value& element : *array)
      text += (text.empty() ? "" : ",") + as_json(element);
    return "[" + text + "]";
  }
  if (const Table* table = value.table()) {
    for (const Entry& entry : table->entries)
      text += (text.empty() ? "" : ",") + json_string(entry.key) + ":" + as_json(entry.value);
    return "{" + text + "}";
  }
  return std::holds_alternative<Null>(value.data) ? "null" : pm2_text(value);
}

bool is_space(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Where the word that begins at `at` ends. A quoted part belongs to it where it is all of the word,
// or stands behind the first "=" of it.
std::size_t end_of_word(const std::string& text, std::size_t at)
{
  const auto closing = [&text](std::size_t quote) {
    return text[quote] == '"' || text[quote] == '\'' ? text.find(text[quote], quote + 1)
                                                     : std::string::npos;
  };
  const std::size_t name_end = std::min(text.find_first_of(" \t\n\r\"'=", at), text.size());
  if (name_end > at && name_end + 1 < text.size() && text[name_end] == '=') {
    if (const std::size_t end = closing(name_end + 1); end != std::string::npos)
      return end + 1;
  }
  if (const std::size_t end = closing(at); end != std::string::npos)
    return end + 1;
  return std::min(text.find_first_of(" \t\n\r", at), text.size());
}

std::string without_quotes(const std::string& word)
{
  const bool is_quoted =
      !word.empty() && (word.front() == '"' || word.front() == '\'') && word.back() == word.front();
  return is_quoted && word.size() > 1 ? word.substr(1, word.size() - 2) : word;
}

bool is_blank(const std::string& word)
{
  return word.find_first_not_of(" \t\n\r") == std::string::npos;
}

} // namespace

std::string pm2_text(const Value& value)
{
  const std::optional<std::string> word = word_of(value);
  return word ? *word : as_json(value);
}

std::optional<double> pm2_number(const Value& value)
{
  if (const std::int64_t* integer = value.integer())
    return static_cast<double>(*integer);
  if (const double* number = value.number())
    return *number;
  const std::string* text = value.text();
  if (text == nullptr || text->empty())
    return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || !std::isfinite(number))
    return std::nullopt;
  return number;
}

std::optional<bool> pm2_switch(const Value& value)
{
  if (const bool* boolean = value.boolean())
    return *boolean;
  const std::string* text = value.text();
  if (text != nullptr && (*text == "true" || *text == "false"))
    return *text == "true";
  return std::nullopt;
}

std::vector<std::string> pm2_words(const Value& value)
{
  const std::string* text = value.text();
  if (text == nullptr)
    return pm2_list(value);
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text->size();) {
    if (is_space((*text)[at])) {
      ++at;
      continue;
    }
    const std::size_t end = end_of_word(*text, at);
    std::string word = without_quotes(text->substr(at, end - at));
    if (!is_blank(word))
      words.push_back(std::move(word));
    at = end;
  }
  return words;
}

std::vector<std::string> pm2_list(const Value& value)
{
  if (is_nothing(value) && pm2_number(value) != 0)
    return {};
  const Array* array = value.array();
  if (array == nullptr)
    return {pm2_text(value)};
  std::vector<std::string> texts;
  for (const Value& element : *array) {
    if (!std::holds_alternative<Null>(element.data))
      texts.push_back(pm2_text(element));
  }
  return texts;
}

bool is_nothing(const Value& value)
{
  if (const std::string* text = value.text())
    return text->empty();
  if (const std::int64_t* integer = value.integer())
    return *integer == 0;
  if (const double* number = value.number())
    return *number == 0;
  if (const bool* boolean = value.boolean())
    return !*boolean;
  return std::holds_alternative<Null>(value.data);
}

} // namespace mcpctl
