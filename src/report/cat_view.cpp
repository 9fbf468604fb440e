#include "report/cat_view.hpp"

#include "model/text.hpp"
#include "observe/drop_in.hpp"

namespace mcpctl {

namespace {

std::string shown_line(std::string_view line, const Style& style)
{
  const Paint paint = line.starts_with('#')   ? Paint::dim
                      : line.starts_with('[') ? Paint::bold
                                              : Paint::plain;
  return painted(style.width ? harmless(line) : std::string(line), paint, style) + "\n";
}

std::string shown_text(std::string_view text, const Style& style)
{
  std::string out;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    out += shown_line(text.substr(0, end), style);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return out;
}

std::string names_only(std::string_view environment)
{
  if (environment.empty())
    return "# cannot be read: permission denied\n";
  std::string text = "# values are not shown\n";
  for (const std::string& name : names_in_environment(environment))
    text += name + "=...\n";
  return text;
}

} // namespace

std::string cat_file(const std::string& path, std::string_view text, const Style& style)
{
  const std::string content =
      path.ends_with("/10-mcpctl.env") ? names_only(text) : std::string(text);
  return shown_line("# " + harmless(path), style) + shown_text(content, style);
}

} // namespace mcpctl
