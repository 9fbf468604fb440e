#include "report/shell_words.hpp"

#include "model/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

bool is_bare(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
         || std::string_view("_@%+=:,./-").find(c) != std::string_view::npos;
}

// NAME=value before a command is an assignment to the shell, unless it is quoted.
bool is_assignment(std::string_view word)
{
  return word.find('=') != std::string_view::npos;
}

std::string single_quoted(std::string_view word)
{
  std::string out = "'";
  for (const char c : word)
    out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::string escaped_bytes(std::string_view bytes)
{
  if (bytes == "\n")
    return "\\n";
  if (bytes == "\t")
    return "\\t";
  if (bytes == "\r")
    return "\\r";
  std::string out;
  for (const char byte : bytes)
    out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  return out;
}

std::string ansi_quoted(std::string_view word)
{
  std::string out = "$'";
  while (!word.empty()) {
    const std::string_view character = word.substr(0, first_character(word).length);
    if (character == "'" || character == "\\")
      out.append("\\").append(character);
    else if (is_harmless(character))
      out.append(character);
    else
      out.append(escaped_bytes(character));
    word.remove_prefix(character.size());
  }
  return out + "'";
}

} // namespace

std::string shell_word(std::string_view word)
{
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_bare))
    return std::string(word);
  return is_harmless(word) ? single_quoted(word) : ansi_quoted(word);
}

std::string shell_command(const std::vector<std::string>& argv)
{
  std::string out;
  for (const std::string& word : argv) {
    const std::string shown = shell_word(word);
    if (out.empty())
      out = is_assignment(word) && shown == word ? single_quoted(word) : shown;
    else
      out.append(" ").append(shown);
  }
  return out;
}

} // namespace mcpctl
