#include "config/programs.hpp"

#include "config/paths.hpp"

#include <array>
#include <sstream>
#include <string_view>

namespace mcpctl {

namespace {

constexpr auto constant_folders = std::to_array<std::string_view>({
    "/usr/local/sbin",
    "/usr/local/bin",
    "/usr/sbin",
    "/usr/bin",
    "/sbin",
    "/bin",
});

struct Ending
{
  std::string_view ending;
  std::string_view interpreter;
};

constexpr auto endings = std::to_array<Ending>({
    {".py", "python3"},
    {".js", "node"},
    {".mjs", "node"},
    {".cjs", "node"},
    {".sh", "sh"},
    {".rb", "ruby"},
    {".pl", "perl"},
});

std::vector<std::string> split_folders(const std::string& search_path)
{
  std::vector<std::string> folders;
  std::istringstream stream(search_path);
  for (std::string folder; std::getline(stream, folder, ':');) {
    if (folder.starts_with('/'))
      folders.push_back(folder);
  }
  return folders;
}

// "#!/usr/bin/env -S node --flag" and "#!/usr/bin/node" both mean node.
std::string interpreter_of_first_line(const std::string& content)
{
  if (!content.starts_with("#!"))
    return "";
  std::istringstream words(content.substr(2, content.find('\n') - 2));
  std::string word;
  words >> word;
  if (base_name(word) != "env")
    return word;
  while (words >> word) {
    if (!word.starts_with('-') && word.find('=') == std::string::npos)
      return word;
  }
  return "";
}

} // namespace

Programs::Programs(const ReadContext& context)
    : files_(context.files), folders_(split_folders(context.search_path))
{
}

const std::optional<std::string>& Programs::find(const std::string& name)
{
  const auto [entry, is_new] = found_.try_emplace(name);
  if (!is_new)
    return entry->second;
  for (const std::string& folder : folders_) {
    const std::string path = join_path(folder, name);
    if (kind(path) == FileKind::executable) {
      entry->second = path;
      break;
    }
  }
  return entry->second;
}

FileKind Programs::kind(const std::string& path)
{
  const auto [entry, is_new] = kinds_.try_emplace(path, FileKind::missing);
  if (is_new)
    entry->second = files_.kind(path);
  return entry->second;
}

std::string Programs::interpreter_of(const std::string& path) const
{
  if (const Result<std::string> content = files_.read(path)) {
    std::string interpreter = interpreter_of_first_line(*content);
    if (!interpreter.empty())
      return interpreter;
  }
  for (const Ending& ending : endings) {
    if (path.ends_with(ending.ending))
      return std::string(ending.interpreter);
  }
  return "";
}

std::string search_path_from(const std::string& folder)
{
  std::string path = folder;
  for (const std::string_view next : constant_folders) {
    if (next != folder)
      path += ":" + std::string(next);
  }
  return path;
}

} // namespace mcpctl
