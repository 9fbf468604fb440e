// Files that mcpctl writes itself, changed together with what is applied of them: both, or neither.
#pragma once

#include "cli/apply.hpp"
#include "cli/own_file.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct OwnChange
{
  OwnFile file;
  std::string text;                  // as it is to be
  std::optional<std::string> before; // as it was when the change was thought out; nothing: no file
  std::string server;                // with its project: what is applied
  std::optional<OwnFile> moved_from; // which is gone then
};

// Writes the files, all of one folder, and applies their servers at once. Where that is refused, or
// fails before anything else is changed, the files are as they were. A dry run, of one change,
// writes nothing. `folders` are unlocked once it is certain that the files stay.
[[nodiscard]] Result<ExitCode> write_and_apply(const Context& context, OwnFolders& folders,
                                               const std::vector<OwnChange>& changes,
                                               ApplyRequest request);

} // namespace mcpctl
