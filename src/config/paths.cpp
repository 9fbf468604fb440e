#include "config/paths.hpp"

#include <filesystem>

namespace mcpctl {

std::string expand_home(std::string_view path, const std::string& home)
{
  if (path == "~")
    return home;
  if (path.starts_with("~/"))
    return home + std::string(path.substr(1));
  return std::string(path);
}

std::string join_path(const std::string& folder, std::string_view path)
{
  const std::filesystem::path joined = std::filesystem::path(folder) / path;
  std::string text = joined.lexically_normal().string();
  while (text.size() > 1 && text.ends_with('/'))
    text.pop_back();
  return text;
}

std::string base_name(std::string_view path)
{
  return std::filesystem::path(path).filename().string();
}

std::string parent_folder(std::string_view path)
{
  return std::filesystem::path(path).parent_path().string();
}

} // namespace mcpctl
