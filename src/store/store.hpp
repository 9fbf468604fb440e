// Our files in the unit folders: found by their marker, written atomically, put back when systemd
// does not understand them. Never through a symbolic link; never anything that is not ours.
#pragma once

#include "model/result.hpp"
#include "units/unit_file.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// Absolute unit folders of one scope.
struct UnitFolders
{
  std::string persistent;
  std::string runtime;
};

enum class Where { persistent, runtime };

// One installed resident unit.
struct InstalledUnit
{
  Marker marker;
  std::string unit;
  Where where = Where::persistent;
  std::vector<UnitFile> files; // as on disk; an unreadable environment file has no text
};

struct Installed
{
  std::vector<InstalledUnit> units; // sorted by server, then instance
  std::vector<UnitFile> shared; // template, target, slice, retry helper, as on disk (persistent)
  std::vector<UnitFile> shared_runtime;
};

// What is installed, from the unit folders alone; files without our marker are not ours and passed
// over.
[[nodiscard]] Result<Installed> read_installed(const UnitFolders& folders);

// One file to write or to delete.
struct FileChange
{
  Where where = Where::persistent;
  UnitFile file;
  bool remove = false;
};

// Writes and deletes with temporary file, fsync and rename, and remembers what was there. Folders
// are made as needed and, when they end up empty and are ours, removed.
class Changes
{
public:
  explicit Changes(UnitFolders folders);
  // Stops at the first failure; put_back() then restores what was done before it.
  [[nodiscard]] Status make(const std::vector<FileChange>& changes);
  [[nodiscard]] Status put_back();

private:
  UnitFolders folders_;
  std::vector<FileChange> undo_;
};

} // namespace mcpctl
