#include "observe/drop_in.hpp"

#include <algorithm>
#include <utility>

namespace mcpctl {

namespace {

const UnitFile* find_file(const std::vector<UnitFile>& files, bool (*wanted)(const UnitFile&))
{
  const auto found = std::find_if(files.begin(), files.end(), wanted);
  return found == files.end() ? nullptr : &*found;
}

// The file that says how the program is run.
bool is_service(const UnitFile& file)
{
  return file.path.ends_with("@.service")
         || (file.path.starts_with("mcp@") && file.path.ends_with("/10-mcpctl.conf"));
}

bool is_environment(const UnitFile& file)
{
  return file.path.ends_with("/10-mcpctl.env");
}

std::string_view trimmed(std::string_view text)
{
  constexpr std::string_view blanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos)
    return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

// The line up to the next newline, which is taken off `text`.
std::string_view take_line(std::string_view& text)
{
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

bool is_variable_name(std::string_view name)
{
  constexpr std::string_view digits = "0123456789";
  constexpr std::string_view letters = "_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  return !name.empty() && digits.find(name.front()) == std::string_view::npos
         && std::all_of(name.begin(), name.end(), [&](char c) {
              return letters.find(c) != std::string_view::npos
                     || digits.find(c) != std::string_view::npos;
            });
}

// A quote opens where a value, or a further part of it, begins; within a plain value it is nothing
// special.
enum class Within { before, plain, single_quotes, double_quotes };

Within after_character(Within within, char c)
{
  switch (within) {
  case Within::single_quotes:
    return c == '\'' ? Within::before : within;
  case Within::double_quotes:
    return c == '"' ? Within::before : within;
  case Within::plain:
    return within;
  case Within::before:
    break;
  }
  if (c == '\'')
    return Within::single_quotes;
  if (c == '"')
    return Within::double_quotes;
  return c == ' ' || c == '\t' ? Within::before : Within::plain;
}

// The value of an environment file's line, quotes and all, is taken off `text`: it ends at a
// newline that stands outside of quotes.
std::string_view take_value(std::string_view& text)
{
  Within within = Within::before;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && within != Within::single_quotes) {
      ++i;
      within = within == Within::before ? Within::plain : within;
    } else if (c == '\n' && (within == Within::before || within == Within::plain)) {
      const std::string_view value = text.substr(0, i);
      text.remove_prefix(i + 1);
      return value;
    } else {
      within = after_character(within, c);
    }
  }
  return std::exchange(text, {});
}

std::string_view unquoted(std::string_view value)
{
  value = trimmed(value);
  const bool quoted = value.size() > 1 && (value.front() == '"' || value.front() == '\'')
                      && value.back() == value.front();
  return quoted ? value.substr(1, value.size() - 2) : value;
}

std::vector<std::string> directives_in(const UnitFile* file, std::string_view key)
{
  std::vector<std::string> values;
  std::string_view text = file == nullptr ? std::string_view() : file->text;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const std::size_t equals = line.find('=');
    if (line.starts_with('#') || equals == std::string_view::npos
        || trimmed(line.substr(0, equals)) != key)
      continue;
    const std::string_view value = trimmed(line.substr(equals + 1));
    if (value.empty())
      values.clear();
    else
      values.emplace_back(value);
  }
  return values;
}

} // namespace

std::vector<std::string> directives(const std::vector<UnitFile>& files, std::string_view key)
{
  return directives_in(find_file(files, is_service), key);
}

std::vector<std::string> own_directives(const std::vector<UnitFile>& files, std::string_view key)
{
  return directives_in(
      find_file(files, [](const UnitFile& file) { return holds_marker(file.path); }), key);
}

std::optional<std::string> directive(const std::vector<UnitFile>& files, std::string_view key)
{
  const std::vector<std::string> values = directives(files, key);
  return values.empty() ? std::nullopt : std::optional(values.back());
}

std::vector<Variable> variables_in_environment(std::string_view text)
{
  std::vector<Variable> variables;
  unsigned number = 1;
  while (!text.empty()) {
    const std::string_view rest = text;
    const std::string_view line = trimmed(text.substr(0, text.find('\n')));
    const std::size_t equals = line.find('=');
    if (line.starts_with('#') || line.starts_with(';') || equals == std::string_view::npos) {
      take_line(text);
      ++number;
      continue;
    }
    const std::string_view name = trimmed(line.substr(0, equals));
    text.remove_prefix(text.find('=') + 1);
    const std::string_view value = take_value(text);
    if (is_variable_name(name))
      variables.push_back({std::string(name), std::string(unquoted(value)), number});
    const std::string_view taken = rest.substr(0, rest.size() - text.size());
    number += static_cast<unsigned>(std::count(taken.begin(), taken.end(), '\n'));
  }
  return variables;
}

std::vector<std::string> names_in_environment(std::string_view text)
{
  std::vector<std::string> names;
  for (Variable& variable : variables_in_environment(text))
    names.push_back(std::move(variable.name));
  std::sort(names.begin(), names.end());
  return names;
}

std::optional<std::vector<std::string>> environment_names(const std::vector<UnitFile>& files)
{
  const UnitFile* environment = find_file(files, is_environment);
  if (environment == nullptr)
    return std::vector<std::string>{};
  if (environment->text.empty())
    return std::nullopt;
  return names_in_environment(environment->text);
}

} // namespace mcpctl
