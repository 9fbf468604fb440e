#include "doctor/variables.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::size_t shortest_name = 3;

// What is said of something that is missing, in small letters.
constexpr auto lacks = std::to_array<std::string_view>({"keyerror",         "not set",
                                                        "isn't set",        "unset",
                                                        "must be set",      "must be defined",
                                                        "not defined",      "undefined",
                                                        "is required",      "required environment",
                                                        "are required",     "missing",
                                                        "not found",        "not provided",
                                                        "please set",       "need to set",
                                                        "is empty",         "no value for",
                                                        "unbound variable", "parameter not set"});
// What tells that a word in capitals is a variable, though it has no underscore.
constexpr auto variables = std::to_array<std::string_view>(
    {"keyerror", "environment", "env var", "variable", "parameter not set", "process.env"});
// Capitals that begin a line of a log, or name something else.
constexpr auto no_variables = std::to_array<std::string_view>({"ERROR",
                                                               "ERR",
                                                               "WARN",
                                                               "WARNING",
                                                               "INFO",
                                                               "DEBUG",
                                                               "FATAL",
                                                               "CRITICAL",
                                                               "TRACE",
                                                               "NOTICE",
                                                               "MODULE_NOT_FOUND",
                                                               "ERR_MODULE_NOT_FOUND",
                                                               "ENOENT",
                                                               "EACCES",
                                                               "HTTP",
                                                               "HTTPS",
                                                               "JSON",
                                                               "API",
                                                               "MCP",
                                                               "URL",
                                                               "ENV",
                                                               "NOT",
                                                               "THE",
                                                               "MUST",
                                                               "SET",
                                                               "REQUIRED",
                                                               "MISSING"});

template <typename Words> bool has_one(std::string_view text, const Words& words)
{
  return std::any_of(words.begin(), words.end(), [text](std::string_view word) {
    return text.find(word) != std::string_view::npos;
  });
}

bool is_name_character(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_word_character(char c)
{
  return is_name_character(c) || (c >= 'a' && c <= 'z');
}

std::string lower(std::string_view text)
{
  std::string out(text);
  for (char& c : out)
    c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// Words all of whose letters are capitals.
std::vector<std::string> words_in_capitals(std::string_view line)
{
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    if (!is_word_character(line[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < line.size() && is_word_character(line[end]))
      ++end;
    const std::string_view word = line.substr(at, end - at);
    const bool capital = word[0] >= 'A' && word[0] <= 'Z';
    if (capital && word.size() >= shortest_name
        && std::all_of(word.begin(), word.end(), is_name_character))
      words.emplace_back(word);
    at = end;
  }
  return words;
}

} // namespace

std::vector<std::string> variables_missed_in(std::string_view line)
{
  const std::string small = lower(line);
  std::vector<std::string> names;
  if (!has_one(small, lacks))
    return names;
  const bool speaks_of_variables = has_one(small, variables);
  for (std::string& word : words_in_capitals(line)) {
    const bool named = speaks_of_variables || word.find('_') != std::string::npos;
    const bool other =
        std::find(no_variables.begin(), no_variables.end(), word) != no_variables.end();
    if (named && !other && std::find(names.begin(), names.end(), word) == names.end())
      names.push_back(std::move(word));
  }
  return names;
}

} // namespace mcpctl
