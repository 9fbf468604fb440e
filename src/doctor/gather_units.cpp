// The folders of units: what is missing, changed, masked or shadowed there.

#include "doctor/gather.hpp"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

// A unit of ours, and from where.
struct OwnUnit
{
  std::string name;
  std::string folder;
  bool is_instance = false; // of a template: it has no file of its own
};

std::vector<OwnUnit> own_units(const Installed& installed, const UnitFolders& folders)
{
  std::vector<OwnUnit> units;
  const auto add = [&units](const OwnUnit& unit) {
    const auto same = [&unit](const OwnUnit& other) { return other.name == unit.name; };
    if (std::none_of(units.begin(), units.end(), same))
      units.push_back(unit);
  };
  for (const InstalledUnit& unit : installed.units) {
    const std::string& folder =
        unit.where == Where::persistent ? folders.persistent : folders.runtime;
    if (is_socket(unit.unit)) {
      add({unit.unit, folder});
      add({session_template(unit.marker.id.server), folder});
    } else {
      add({unit.unit, folder, true});
      add({"mcp@.service", folder});
    }
    add({"mcp.target", folder});
  }
  return units;
}

bool is_mask(const std::string& path)
{
  std::error_code none;
  return fs::read_symlink(path, none) == "/dev/null";
}

bool is_there(const std::string& path)
{
  std::error_code unknown;
  return fs::symlink_status(path, unknown).type() != fs::file_type::not_found && !unknown;
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
  for (const OwnUnit& unit : own_units(installed, folders)) {
    bool before_ours = true;
    for (const std::string& folder : unit_path) {
      const std::string path = folder + "/" + unit.name;
      const bool ours = folder == unit.folder;
      before_ours = before_ours && !ours;
      // A file of an instance's very name counts before any template, wherever it is.
      const bool counts = unit.is_instance || before_ours;
      const bool needs_root = ::access(folder.c_str(), W_OK) != 0;
      if ((counts || ours) && is_mask(path))
        facts.masks.push_back({path, unit.name, needs_root});
      else if (counts && is_there(path))
        facts.shadows.push_back({path, unit.folder + "/" + unit.name, needs_root});
    }
  }
}

} // namespace mcpctl
