// What systemd cannot carry: the why_... half of quote.hpp.
#include "units/quote.hpp"
#include "units/utf8.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

using Reason = std::optional<std::string>;

// execve(2) takes strings below 32 pages, the closing NUL included (MAX_ARG_STRLEN).
constexpr std::size_t longest_string = 131'072 - 1;
// systemd reads unit files by lines below this (LONG_LINE_MAX); what we write before a value and
// the line's end is shorter than the rest.
constexpr std::size_t longest_line = 1'048'576;
constexpr std::size_t longest_path = 4'095; // PATH_MAX without the closing NUL

Reason why_no_text(std::string_view text)
{
  if (text.find('\0') != std::string_view::npos) {
    return "holds a NUL byte";
  }
  if (!is_systemd_text(text)) {
    return "is not UTF-8 as systemd takes it";
  }
  return std::nullopt;
}

// A value that stands in its line as it is.
Reason why_not_raw(std::string_view value)
{
  if (Reason reason = why_no_text(value)) {
    return reason;
  }
  if (value.find_first_of("\n\r") != std::string_view::npos) {
    return "holds a line break";
  }
  // systemd pairs backslashes when it looks for the one that continues a line, and leaves all of
  // them in the value.
  const std::size_t end = value.find_last_not_of('\\') + 1;
  if ((value.size() - end) % 2 == 1) {
    return "ends with a backslash, which continues the line";
  }
  return std::nullopt;
}

bool is_name(std::string_view text, std::string_view more)
{
  const auto ok = [more](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
           || more.find(c) != std::string_view::npos;
  };
  return !text.empty() && !(text.front() >= '0' && text.front() <= '9')
         && std::all_of(text.begin(), text.end(), ok);
}

bool ends_with_space(std::string_view text)
{
  return !text.empty() && (text.back() == ' ' || text.back() == '\t');
}

Reason why_no_path(std::string_view path)
{
  if (path.empty() || path.front() != '/') {
    return "is not an absolute path";
  }
  if (path.size() > longest_path) {
    return fmt::format("is longer than {} bytes", longest_path);
  }
  return why_no_text(path);
}

} // namespace

std::optional<std::string> why_argument_not_carried(std::string_view argument)
{
  if (argument.size() > longest_string) {
    return fmt::format("is {} bytes long; the kernel takes {}", argument.size(), longest_string);
  }
  return why_no_text(argument);
}

std::optional<std::string> why_command_not_carried(const std::vector<std::string>& argv,
                                                   std::string_view working_directory)
{
  if (argv.empty()) {
    return "is empty";
  }
  if (Reason reason = why_no_path(argv.front())) {
    return "its program " + *reason;
  }
  for (const std::string& argument : argv) {
    if (Reason reason = why_argument_not_carried(argument)) {
      return "an argument " + *reason;
    }
  }
  constexpr std::size_t key = std::string_view("ExecStart=").size();
  if (const std::size_t length = key + render_exec_start(argv, working_directory).size();
      length >= longest_line) {
    return fmt::format("is {} bytes long as a line of a unit file; systemd reads lines below {}",
                       length, longest_line);
  }
  return std::nullopt;
}

std::optional<std::string> why_environment_not_carried(std::string_view name,
                                                       std::string_view value)
{
  if (!is_name(name, "_")) {
    return "its name is not made of letters, digits and _";
  }
  if (name.size() + 1 + value.size() > longest_string) {
    return fmt::format("is {} bytes long with its name; the kernel takes {}",
                       name.size() + 1 + value.size(), longest_string);
  }
  return why_no_text(value);
}

std::optional<std::string> why_search_path_not_carried(std::string_view path)
{
  return why_environment_not_carried("PATH", path);
}

bool fits_working_directory(std::string_view path)
{
  return !why_no_path(path) && !why_not_raw(path) && !ends_with_space(path);
}

std::optional<std::string> why_working_directory_not_carried(std::string_view path)
{
  return why_no_path(path); // env(1) carries what WorkingDirectory= cannot
}

std::optional<std::string> why_path_not_carried(std::string_view path)
{
  if (Reason reason = why_no_path(path)) {
    return reason;
  }
  if (Reason reason = why_not_raw(quote_environment_file(path))) {
    return reason;
  }
  return ends_with_space(path) ? Reason("ends with a space") : std::nullopt;
}

std::optional<std::string> why_log_file_not_carried(std::string_view path)
{
  if (Reason reason = why_no_path(path)) {
    return reason;
  }
  if (Reason reason = why_not_raw(quote_path(path))) {
    return reason;
  }
  return ends_with_space(path) ? Reason("ends with a space") : std::nullopt;
}

std::optional<std::string> why_description_not_carried(std::string_view text)
{
  if (Reason reason = why_not_raw(quote_description(text))) {
    return reason;
  }
  return text.size() >= longest_line / 4 ? Reason("is too long") : std::nullopt;
}

std::optional<std::string> why_directive_not_carried(std::string_view section, std::string_view key,
                                                     std::string_view value)
{
  if (section != "Service" && section != "Unit") {
    return "is in no section of a service: Service or Unit";
  }
  if (!is_name(key, "")) {
    return "its name is not made of letters and digits";
  }
  if (Reason reason = why_not_raw(value)) {
    return reason;
  }
  return key.size() + 1 + value.size() >= longest_line
             ? Reason("is too long for a line of a unit file")
             : std::nullopt;
}

} // namespace mcpctl
