#include "observe/log_files.hpp"

#include "observe/drop_in.hpp"

#include <string_view>

namespace mcpctl {

namespace {

constexpr std::string_view file_prefix = "append:";

// The path as it was before quote_path().
std::string unquoted(std::string_view path)
{
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    out += path[i];
    if (path.substr(i, 2) == "%%")
      ++i;
  }
  return out;
}

// Empty where the stream goes to no file.
std::string file_of(const InstalledUnit& unit, std::string_view key)
{
  const std::string value = directive(unit.files, key).value_or("");
  return value.starts_with(file_prefix)
             ? unquoted(std::string_view(value).substr(file_prefix.size()))
             : "";
}

} // namespace

std::vector<LogFile> log_files(const InstalledUnit& unit)
{
  const std::string out = file_of(unit, "StandardOutput");
  const std::string err = file_of(unit, "StandardError");
  std::vector<LogFile> files;
  if (!out.empty())
    files.push_back({.path = out, .out = true, .err = out == err});
  if (!err.empty() && err != out)
    files.push_back({.path = err, .err = true});
  return files;
}

std::vector<LogPlace> log_places(const InstalledUnit& unit)
{
  const bool dynamic = directive(unit.files, "DynamicUser").has_value();
  std::vector<LogPlace> places;
  for (LogFile& file : log_files(unit))
    places.push_back({.path = std::move(file.path),
                      .user = dynamic ? "" : directive(unit.files, "User").value_or(""),
                      .group = directive(unit.files, "Group").value_or("")});
  return places;
}

bool writes_to_journal(const InstalledUnit& unit)
{
  const auto goes = [&unit](std::string_view key) {
    return directive(unit.files, key).value_or("journal") == "journal";
  };
  return goes("StandardOutput") || goes("StandardError");
}

} // namespace mcpctl
