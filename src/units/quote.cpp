#include "units/quote.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

constexpr std::string_view env_program = "/usr/bin/env";
constexpr std::string_view nice_program = "/usr/bin/nice";

bool is_plain(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
         || std::string_view("_@+=:,./-").find(c) != std::string_view::npos;
}

bool is_control(char c)
{
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

// What follows the opening quote of a word for systemd's extract_first_word(): C escapes, and
// doubled specifiers.
std::string escape_quoted(std::string_view text)
{
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '%') {
      out += "%%";
    } else if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (is_control(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

std::string double_percent(std::string_view text)
{
  std::string out;
  for (const char c : text) {
    out.append(c == '%' ? 2 : 1, c);
  }
  return out;
}

std::string_view trim(std::string_view text)
{
  constexpr std::string_view space = " \t\n\r";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

// Whether the first word of ExecStart= may be this path.
bool fits_program(std::string_view path)
{
  return std::none_of(path.begin(), path.end(),
                      [](char c) { return is_control(c) || c == '"' || c == '\'' || c == '\\'; });
}

} // namespace

std::string quote_exec_argument(std::string_view argument)
{
  if (!argument.empty() && std::all_of(argument.begin(), argument.end(), is_plain)) {
    return std::string(argument);
  }
  return '"' + escape_quoted(argument) + '"';
}

std::vector<std::string> carried_argv(const std::vector<std::string>& argv,
                                      std::string_view working_directory)
{
  const bool program_fits = argv.empty() || fits_program(argv.front());
  std::vector<std::string> carried;
  if (!program_fits || !working_directory.empty()) {
    carried.emplace_back(env_program);
    if (!working_directory.empty()) {
      carried.insert(carried.end(), {"-C", std::string(working_directory)});
    }
    carried.emplace_back("--");
    // env takes what holds "=" for an assignment, even after "--"; nice(1) by 0 just runs it.
    if (!argv.empty() && argv.front().find('=') != std::string::npos) {
      carried.insert(carried.end(), {std::string(nice_program), "-n", "0", "--"});
    }
  }
  carried.insert(carried.end(), argv.begin(), argv.end());
  return carried;
}

std::string render_exec_start(const std::vector<std::string>& argv,
                              std::string_view working_directory)
{
  std::string out = ":";
  for (const std::string& argument : carried_argv(argv, working_directory)) {
    if (out.size() > 1) {
      out += ' ';
    }
    out += quote_exec_argument(argument);
  }
  return out;
}

std::string quote_environment(std::string_view name, std::string_view value)
{
  return fmt::format("\"{}={}\"", name, escape_quoted(value));
}

std::string render_environment_line(std::string_view name, std::string_view value)
{
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_plain)) {
    return fmt::format("{}={}\n", name, value);
  }
  std::string quoted;
  for (const char c : value) {
    if (std::string_view("\"\\`$").find(c) != std::string_view::npos) {
      quoted += '\\';
    }
    quoted += c;
  }
  return fmt::format("{}=\"{}\"\n", name, quoted);
}

std::string quote_path(std::string_view path)
{
  return double_percent(path);
}

std::string quote_environment_file(std::string_view path)
{
  std::string escaped;
  for (const char c : path) {
    if (std::string_view("*?[\\").find(c) != std::string_view::npos) {
      escaped += '\\';
    }
    escaped += c;
  }
  return double_percent(escaped);
}

std::string quote_description(std::string_view text)
{
  return double_percent(trim(text));
}

} // namespace mcpctl
