// The folders of units: what is missing, changed, masked or shadowed there.

#include "doctor/gather.hpp"

#include <algorithm>
#include <filesystem>
#include <set>
#include <unistd.h>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

struct OwnUnit
{
  std::string name;
  bool is_instance = false; // of a template: it has no file of its own
};

std::vector<OwnUnit> own_units(const Installed& installed)
{
  std::vector<OwnUnit> units;
  const auto add = [&units](const OwnUnit& unit) {
    const auto same = [&unit](const OwnUnit& other) { return other.name == unit.name; };
    if (std::none_of(units.begin(), units.end(), same))
      units.push_back(unit);
  };
  for (const InstalledUnit& unit : installed.units) {
    add({unit.unit, !is_socket(unit.unit)});
    add({is_socket(unit.unit) ? session_template(unit.marker.id.server) : "mcp@.service"});
    add({"mcp.target"});
  }
  return units;
}

bool is_mask(const std::string& path)
{
  std::error_code none;
  return fs::read_symlink(path, none) == "/dev/null";
}

// A folder of the unit path, read once for all units: they are many, and so are the folders.
struct FolderOfUnits
{
  std::string path;
  std::set<std::string> names; // of what is in it
};

std::vector<FolderOfUnits> read_folders(const std::vector<std::string>& paths)
{
  std::vector<FolderOfUnits> folders;
  for (const std::string& path : paths) {
    FolderOfUnits& folder = folders.emplace_back(FolderOfUnits{path, {}});
    std::error_code error;
    fs::directory_iterator entries(path, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error))
      folder.names.insert(entries->path().filename().string());
  }
  return folders;
}

bool is_there(const std::vector<FolderOfUnits>& folders, const std::string& folder,
              const std::string& name)
{
  return std::any_of(folders.begin(), folders.end(), [&](const FolderOfUnits& one) {
    return one.path == folder && one.names.contains(name);
  });
}

} // namespace

std::vector<SharedUnitFacts> compare_shared(const SharedUnits& units)
{
  std::vector<SharedUnitFacts> facts;
  for (const UnitFile& file : units.expected) {
    if (file.is_link)
      continue;
    const auto found =
        std::find_if(units.found.begin(), units.found.end(),
                     [&file](const UnitFile& other) { return other.path == file.path; });
    const bool there = found != units.found.end();
    facts.push_back(
        {.path = units.folder + "/" + file.path,
         .presence = there ? Presence::there : Presence::missing,
         .differs = there && units.can_differ && (found->is_link || found->text != file.text)});
  }
  return facts;
}

void look_for_shadows(const Installed& installed, const UnitFolders& folders,
                      const std::vector<std::string>& unit_path, UnitFacts& facts)
{
  const std::vector<FolderOfUnits> searched = read_folders(unit_path);
  for (const OwnUnit& unit : own_units(installed)) {
    const bool persistent = unit.is_instance || is_there(searched, folders.persistent, unit.name);
    const std::string of = (persistent ? folders.persistent : folders.runtime) + "/" + unit.name;
    bool before_ours = true;
    for (const FolderOfUnits& folder : searched) {
      const std::string path = folder.path + "/" + unit.name;
      const bool ours = folder.path == folders.persistent || folder.path == folders.runtime;
      before_ours = before_ours && path != of;
      if (!folder.names.contains(unit.name))
        continue;
      // A file of an instance's very name counts before any template, wherever it is.
      const bool counts = unit.is_instance || (before_ours && !ours);
      const bool needs_root = ::access(folder.path.c_str(), W_OK) != 0;
      if ((counts || ours) && is_mask(path))
        facts.masks.push_back({path, unit.name, needs_root});
      else if (counts)
        facts.shadows.push_back({path, unit.is_instance ? "mcp@.service" : of, needs_root});
    }
  }
}

} // namespace mcpctl
