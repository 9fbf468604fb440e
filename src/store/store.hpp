// Our files in the unit folders: found by their marker, written atomically, put back when systemd
// does not understand them. Never through a symbolic link; never anything that is not ours.
#pragma once

#include "model/result.hpp"
#include "store/disk.hpp"
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

// One installed unit: a resident service, or a stdio server's socket with its session template.
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

// Writes and deletes, and remembers what was there. All new content is staged and on disk before
// the first file is replaced, so that a full disk changes nothing. Folders are made as needed and,
// when they end up empty, removed.
class Changes
{
public:
  explicit Changes(UnitFolders folders, DiskHook hook = {});
  // Replaces and then deletes, each in the order given. Stops at the first failure; put_back() then
  // restores what was done before it.
  [[nodiscard]] Status make(const std::vector<FileChange>& changes);
  // Restores everything made so far, the last change first. Goes on after a failure and answers
  // with the first.
  [[nodiscard]] Status put_back();

private:
  UnitFolders folders_;
  DiskHook hook_;
  std::vector<FileChange> undo_;
};

// Removes what a killed apply can leave behind besides whole files: staged files, and drop-in
// folders of ours without a file in them.
[[nodiscard]] Status sweep(const UnitFolders& folders, const DiskHook& hook = {});

} // namespace mcpctl
