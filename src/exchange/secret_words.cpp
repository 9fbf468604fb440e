#include "exchange/secret_words.hpp"

#include "exchange/reference.hpp"
#include "exchange/secret_looks.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_name(std::string_view text)
{
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'
           || c == '_' || c == '.';
  });
}

// "NAME=value" or "Name: value" with a name that says that the value is a secret.
std::optional<SecretWord> assigned(const std::string& word, char sign)
{
  const std::size_t at = word.find(sign);
  if (at == std::string::npos || !is_name(std::string_view(word).substr(0, at)))
    return std::nullopt;
  const std::size_t begin = word.find_first_not_of(' ', at + 1);
  if (begin == std::string::npos || word.compare(at, 3, "://") == 0)
    return std::nullopt;
  const std::string name = word.substr(0, at);
  if (!looks_secret(name, word.substr(begin)))
    return std::nullopt;
  return SecretWord{word.substr(0, begin), variable_name(name), word.substr(begin)};
}

// The value of the option before it.
std::optional<SecretWord> value_of_option(const std::vector<std::string>& words, std::size_t at)
{
  const std::string& option = words[at - 1];
  const std::string& word = words[at];
  if (!option.starts_with('-') || option.find('=') != std::string::npos || word.starts_with('-')
      || !looks_secret(option, word))
    return std::nullopt;
  if (!looks_secret_name(option) && !looks_secret_value(word))
    return std::nullopt;
  return SecretWord{"", variable_name(option), word};
}

std::string name_for_value(std::string_view value)
{
  const std::size_t scheme = value.find("://");
  return scheme == std::string_view::npos ? "ARGUMENT"
                                          : variable_name(value.substr(0, scheme)) + "_URL";
}

// A reference to something with a secret's name.
std::optional<SecretWord> referred(const std::string& word, Format format)
{
  for (const Piece& piece : split_references(word, format)) {
    const bool is_value =
        piece.kind == ReferenceKind::variable || piece.kind == ReferenceKind::input;
    if (is_value && looks_secret_name(piece.name))
      return SecretWord{"", variable_name(piece.name), word};
  }
  return std::nullopt;
}

constexpr std::string_view between_words = " \t\n;&|()<>";

// Where the word of a shell's line ends; quotes keep one together.
std::size_t end_of_word(const std::string& line, std::size_t at)
{
  char quote = 0;
  for (; at < line.size(); ++at) {
    const char c = line[at];
    if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (between_words.find(c) != std::string_view::npos)
      break;
  }
  return at;
}

// Without the quotes around all of it.
std::string_view without_quotes(std::string_view value)
{
  const bool is_quoted = value.size() > 1 && value.front() == value.back()
                         && (value.front() == '"' || value.front() == '\'');
  return is_quoted ? value.substr(1, value.size() - 2) : value;
}

} // namespace

std::optional<SecretWord> secret_word(const std::vector<std::string>& words, std::size_t at,
                                      Format format)
{
  const std::string& word = words[at];
  if (at == 0)
    return std::nullopt;
  if (auto found = assigned(word, '='))
    return found;
  if (auto found = assigned(word, ':'))
    return found;
  if (auto found = value_of_option(words, at))
    return found;
  if (looks_secret_value(word))
    return SecretWord{"", name_for_value(word), word};
  return referred(word, format);
}

std::vector<ScriptSecret> secrets_in_script(const std::string& line)
{
  std::vector<std::string> words = {""}; // as behind a program
  std::vector<ScriptSecret> secrets;
  for (std::size_t at = line.find_first_not_of(between_words); at != std::string::npos;
       at = line.find_first_not_of(between_words, at)) {
    const std::size_t end = end_of_word(line, at);
    words.push_back(line.substr(at, end - at));
    const auto found = secret_word(words, words.size() - 1, Format::claude_desktop);
    const std::string inner(without_quotes(words.back()));
    if (found && found->value.find_first_of("$`") == std::string::npos)
      secrets.push_back({end - found->value.size(), found->value.size(), found->name,
                         std::string(without_quotes(found->value))});
    else if (inner.size() < words.back().size() && !secrets_in_script(inner).empty())
      secrets.push_back({at, end - at, "NESTED", words.back()});
    at = end;
  }
  return secrets;
}

std::vector<std::string> redacted_words(std::vector<std::string> words, Format format)
{
  const std::vector<std::string> original = words;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::optional<SecretWord> found = secret_word(original, i, format);
    if (words[i].find(' ') != std::string::npos && !secrets_in_script(words[i]).empty())
      words[i] = hidden;
    else if (found && !has_reference(split_references(found->value, format)))
      words[i] = found->prefix + std::string(hidden);
  }
  return words;
}

} // namespace mcpctl
