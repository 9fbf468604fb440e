// Where programs are: the look-up in PATH, each program once.
#pragma once

#include "config/read.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

class Programs
{
public:
  explicit Programs(const ReadContext& context);

  // The executable of that name (without a slash) in the caller's PATH, absolute. Relative folders
  // of PATH do not count: what they mean changes from call to call.
  [[nodiscard]] const std::optional<std::string>& find(const std::string& name);
  // What is at `path`, which is absolute.
  [[nodiscard]] FileKind kind(const std::string& path);
  // The interpreter that a script's first line or ending asks for; empty when there is none.
  [[nodiscard]] std::string interpreter_of(const std::string& path) const;

private:
  const FileView& files_;
  std::vector<std::string> folders_;
  std::map<std::string, std::optional<std::string>> found_;
  std::map<std::string, FileKind> kinds_;
};

// PATH of a program that was found in `folder`: that folder, then a constant.
[[nodiscard]] std::string search_path_from(const std::string& folder);

} // namespace mcpctl
