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

std::string content_of(const UnitFile& file)
{
  if (file.is_link)
    return "# a link to " + file.text + "\n";
  if (!file.path.ends_with(".env"))
    return file.text;
  const auto names = environment_names({file});
  if (!names)
    return "# cannot be read: permission denied\n";
  std::string text = "# values are not shown\n";
  for (const std::string& name : *names)
    text += name + "=...\n";
  return text;
}

} // namespace

std::string cat_files(const std::vector<UnitFile>& files, const std::string& folder,
                      const Style& style)
{
  std::string out;
  for (const UnitFile& file : files) {
    out += out.empty() ? "" : "\n";
    out += shown_line("# " + folder + "/" + file.path, style);
    out += shown_text(content_of(file), style);
  }
  return out;
}

} // namespace mcpctl
