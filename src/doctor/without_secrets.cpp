#include "doctor/without_secrets.hpp"

#include "exchange/secret_looks.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view quotes = "\"'`";

bool is_alphanumeric(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_name_character(char c)
{
  return is_alphanumeric(c) || c == '_' || c == '-';
}

bool is_key_character(char c)
{
  return is_name_character(c) || c == '.' || c == '+' || c == '=';
}

bool is_scheme(std::string_view word)
{
  constexpr auto schemes =
      std::to_array<std::string_view>({"Bearer", "bearer", "BEARER", "Basic", "basic", "BASIC"});
  while (!word.empty() && quotes.find(word.front()) != std::string_view::npos)
    word.remove_prefix(1);
  return std::find(schemes.begin(), schemes.end(), word) != schemes.end();
}

// "TOKEN: environment variable is not set" tells no value.
bool tells_of_lack(std::string_view word)
{
  constexpr auto words = std::to_array<std::string_view>(
      {"environment", "parameter", "variable", "not", "must", "is", "no", "required", "missing",
       "undefined", "unset", "unbound", "invalid", "expired", "cannot", "please", "set"});
  return std::find(words.begin(), words.end(), word) != words.end();
}

// The name that ends here: of {"api-key": it is api-key. A KeyError tells of a name.
bool names_secret(std::string_view text)
{
  while (!text.empty()
         && (quotes.find(text.back()) != std::string_view::npos || text.back() == '\\'))
    text.remove_suffix(1);
  std::size_t begin = text.size();
  while (begin > 0 && is_name_character(text[begin - 1]))
    --begin;
  const std::string_view name = text.substr(begin);
  return !name.empty() && !name.ends_with("Error") && !name.ends_with("Exception")
         && looks_secret_name(name);
}

// Keys by their form hidden, wherever they stand in the word.
std::string without_keys(std::string_view word)
{
  std::string text;
  for (std::size_t at = 0; at < word.size();) {
    std::size_t end = at;
    while (end < word.size() && is_key_character(word[end]))
      ++end;
    const std::string_view run = word.substr(at, end - at);
    text += looks_secret_value(run) ? hidden : run;
    if (end < word.size())
      text += word[end];
    at = end + 1;
  }
  return text;
}

// One word after the other, and what the next ones are because of those before.
class Hiding
{
public:
  std::string next(std::string_view word)
  {
    if (quote_ != 0) {
      if (word.find(quote_) != std::string_view::npos)
        quote_ = 0;
      return {};
    }
    const bool expected = expected_;
    const bool after_name = after_name_;
    expected_ = after_name_ = false;
    if (is_scheme(word) || (expected && (word == "=" || word == ":"))
        || (after_name && (word == "=" || word == ":"))) {
      expected_ = true;
      return std::string(word);
    }
    if (expected && !tells_of_lack(word))
      return hide(word);
    return judge(word);
  }

private:
  std::string judge(std::string_view word)
  {
    for (std::size_t at = word.find_first_of("=:"); at != std::string_view::npos;
         at = word.find_first_of("=:", at + 1)) {
      if (word.substr(at).starts_with("://") || !names_secret(word.substr(0, at)))
        continue;
      const std::string_view value = word.substr(at + 1);
      expected_ = value.empty() || is_scheme(value);
      return std::string(word.substr(0, at + 1)) + (expected_ ? std::string(value) : hide(value));
    }
    after_name_ = names_secret(word);
    expected_ = after_name_ && word.starts_with('-');
    if (word.find("://") != std::string_view::npos)
      return redacted("", word);
    return without_keys(word);
  }

  // A value in quotes goes on to where they end.
  std::string hide(std::string_view value)
  {
    const bool quoted = quotes.find(value.front()) != std::string_view::npos;
    if (quoted && value.find(value.front(), 1) == std::string_view::npos)
      quote_ = value.front();
    return std::string(hidden);
  }

  bool expected_ = false;   // a value
  bool after_name_ = false; // of something secret: "password = …"
  char quote_ = 0;          // that a hidden value ends with
};

} // namespace

std::string without_secrets(std::string_view line)
{
  std::string text;
  Hiding hiding;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = std::min(line.find_first_not_of(blanks, at), line.size());
    const std::size_t end = std::min(line.find_first_of(blanks, begin), line.size());
    const std::string word =
        begin < end ? hiding.next(line.substr(begin, end - begin)) : std::string();
    if (!word.empty())
      text += std::string(line.substr(at, begin - at)) + word;
    at = end;
  }
  return text;
}

std::string without_values(std::string line, const std::vector<std::string>& values)
{
  for (const std::string& value : values) {
    for (std::size_t at = value.empty() ? std::string::npos : line.find(value);
         at != std::string::npos; at = line.find(value, at + hidden.size()))
      line.replace(at, value.size(), hidden);
  }
  return line;
}

} // namespace mcpctl
