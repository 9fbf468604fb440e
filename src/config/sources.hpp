// Which files a configuration is read from, and whom its servers belong to: the default files of
// the scope, or those given with -c.
#pragma once

#include "config/read.hpp"
#include "model/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct SourceRequest
{
  std::string folder;             // the scope's configuration folder, absolute: "/etc/mcp"
  std::vector<std::string> files; // given with -c, as written; empty: the default files
  std::string working_directory;  // what relative files are relative to, absolute
  std::string home;               // for showing paths as "~/…"; may be empty
  std::string standard_input;     // its text, where one of the files is "-"
};

// The files with their text, in the order in which they are read: mcp.toml and mcp.d/*.toml by
// name, or as given; a file given twice counts once. Fails when there is none, one cannot be read,
// or standard input names no project.
[[nodiscard]] Result<std::vector<SourceFile>> load_sources(const SourceRequest& request);

// Whether there is a default file in the folder.
[[nodiscard]] bool has_default_files(const std::string& folder);

// Whom the servers of `file`, as written after -c, belong to: its real path. It need not exist.
[[nodiscard]] std::string owner_of(const std::string& file, const std::string& working_directory);
// Those of standard input belong to its project.
[[nodiscard]] std::string owner_of_project(const std::string& project);
// Those of the default files belong to the folder.
[[nodiscard]] std::string owner_of_default_files(const std::string& folder);

} // namespace mcpctl
