// Which files and folders are not watched, by patterns (mcp.toml(5), watch_ignore).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

class IgnoreList
{
public:
  // A glob (fnmatch(3)) of one name at any depth, or, where it holds a slash before its end, of a
  // path below the watched folder, whose "*" matches no slash. "**/" in front means any depth,
  // "/" or "/**" behind it a folder with all that is in it.
  void add(std::string_view pattern);
  // An absolute path, and what is rotated from it: with something behind a "." or "-".
  void add_file(std::string_view path);

  // Whether a file or folder is not watched. `root` is the watched folder, `path` what is below it.
  // Of a path only the last name is looked at: what is in an ignored folder is never asked about.
  [[nodiscard]] bool ignores(const std::string& root, const std::string& path) const;

private:
  struct Pattern
  {
    std::string glob;
    bool of_path; // of the whole path below the folder, else of a name
    bool any_depth;
    [[nodiscard]] bool matches(const std::string& path) const;
  };
  std::vector<Pattern> patterns_;
  std::vector<std::string> files_;
};

} // namespace mcpctl
