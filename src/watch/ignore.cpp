#include "watch/ignore.hpp"

#include <algorithm>
#include <fnmatch.h>

namespace mcpctl {

namespace {

bool is_rotated_from(std::string_view path, std::string_view file)
{
  if (!path.starts_with(file))
    return false;
  path.remove_prefix(file.size());
  return path.empty() || path.front() == '.' || path.front() == '-';
}

} // namespace

void IgnoreList::add(std::string_view pattern)
{
  const bool any_depth = pattern.starts_with("**/");
  if (any_depth)
    pattern.remove_prefix(3);
  if (pattern.ends_with("/**"))
    pattern.remove_suffix(3);
  else if (pattern.ends_with("/"))
    pattern.remove_suffix(1);
  const bool of_path = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with("/"))
    pattern.remove_prefix(1);
  if (!pattern.empty())
    patterns_.push_back({std::string(pattern), of_path, any_depth});
}

void IgnoreList::add_file(std::string_view path)
{
  files_.emplace_back(path);
}

bool IgnoreList::Pattern::matches(const std::string& path) const
{
  if (!of_path)
    return ::fnmatch(glob.c_str(), path.c_str() + path.rfind('/') + 1, 0) == 0;
  const char* rest = path.c_str();
  for (;;) {
    if (::fnmatch(glob.c_str(), rest, FNM_PATHNAME) == 0)
      return true;
    const std::size_t slash = std::string_view(rest).find('/');
    if (!any_depth || slash == std::string_view::npos)
      return false;
    rest += slash + 1;
  }
}

bool IgnoreList::ignores(const std::string& root, const std::string& path) const
{
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&](const Pattern& pattern) { return pattern.matches(path); })
         || std::any_of(files_.begin(), files_.end(), [&](const std::string& file) {
              return is_rotated_from(root + '/' + path, file);
            });
}

} // namespace mcpctl
