#include "config/other_text.hpp"

#include "model/words.hpp"

#include <algorithm>
#include <cctype>
#include <climits>
#include <string>

namespace mcpctl {

namespace {

constexpr std::size_t longest_typed = 2000; // longer ones are written by programs

// The text without what stands in quotes, which may be anything.
std::string unquoted(std::string_view text)
{
  std::string plain;
  char quote = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && quote != '\'')
      ++at;
    else if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else
      plain += c;
  }
  return plain;
}

// "name(": in a shell that is at most the definition of a function.
bool has_call(std::string_view text)
{
  for (std::size_t at = text.find('('); at != std::string_view::npos; at = text.find('(', at + 1)) {
    if (at > 0 && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0)
      return true;
  }
  return false;
}

// How long NAME is where the text begins with NAME=; else 0.
std::size_t name_length(std::string_view text)
{
  std::size_t at = 0;
  while (at < text.size()
         && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_'))
    ++at;
  return at < text.size() && at <= NAME_MAX && text[at] == '=' ? at : 0;
}

bool is_code(std::string_view line, const std::string& program)
{
  constexpr std::string_view keywords = "var let const function class import export async def from "
                                        "package public static void";
  const bool has_braces = program.find_first_of("{}") != std::string::npos && program != "{"
                          && program.find('$') == std::string::npos && name_length(program) == 0;
  return has_braces || has_call(program)
         || ((holds_word(keywords, program) || line.size() > longest_typed)
             && has_call(unquoted(line)));
}

// "A=1", or "export A=1", and nothing to run with it.
bool is_variable(std::string_view line)
{
  constexpr std::string_view shells = "export ";
  if (line.starts_with(shells))
    line.remove_prefix(shells.size());
  return name_length(line) > 0 && unquoted(line).find_first_of(" \t()") == std::string::npos;
}

// Longer than any file's name.
bool is_too_long(std::string_view word)
{
  while (word.size() > NAME_MAX) {
    const std::size_t end = std::min(word.find('/'), word.size());
    if (end > NAME_MAX)
      return true;
    word.remove_prefix(std::min(end + 1, word.size()));
  }
  return false;
}

} // namespace

std::optional<std::string_view> other_text(std::string_view line)
{
  const std::string_view first = line.substr(0, line.find_first_of(" \t"));
  const std::string program = unquoted(first);
  if (first.starts_with('<'))
    return "HTML or XML";
  if (first.starts_with('[') && line.ends_with(']') && line.find_first_of("{\"") == line.npos)
    return "TOML, whose files end in .toml";
  const bool is_test = first == "[" || first == "[["; // of a shell
  if ((first.starts_with('[') && !is_test) || first.starts_with("{\"")
      || first.find("\":") != std::string_view::npos)
    return "JSON";
  if (first == "-" || first == "---" || first.ends_with(':'))
    return "YAML";
  if (is_variable(line))
    return "variables, as an env_file has them";
  if (is_code(line, program))
    return "the text of a program";
  if (program.find(',') != std::string::npos && program.find_first_of("/=$") == std::string::npos)
    return "a list of values";
  if (name_length(program) == 0 && is_too_long(program))
    return "encoded data";
  return std::nullopt;
}

} // namespace mcpctl
