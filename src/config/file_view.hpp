// The little that reading a configuration must know of the disk, passed in so that reading stays
// pure.
#pragma once

#include "model/result.hpp"

#include <functional>
#include <string>

namespace mcpctl {

enum class FileKind { missing, regular, executable, directory, other };

struct FileView
{
  std::function<FileKind(const std::string& path)> kind;            // follows symlinks
  std::function<Result<std::string>(const std::string& path)> read; // whole content
  std::function<std::string(const std::string& path)> owner; // user name, or number; empty: missing
  std::function<bool(const std::string& user)> user_exists;
  std::function<bool(const std::string& group)> group_exists;
};

} // namespace mcpctl
