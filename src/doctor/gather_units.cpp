// The folders of units: what is missing, changed, masked or shadowed there.

#include "doctor/gather.hpp"

#include <algorithm>
#include <filesystem>
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
  for (const OwnUnit& unit : own_units(installed)) {
    const std::string persistent = folders.persistent + "/" + unit.name;
    const std::string of =
        is_there(persistent) || unit.is_instance ? persistent : folders.runtime + "/" + unit.name;
    bool before_ours = true;
    for (const std::string& folder : unit_path) {
      const std::string path = folder + "/" + unit.name;
      const bool ours = folder == folders.persistent || folder == folders.runtime;
      before_ours = before_ours && path != of;
      // A file of an instance's very name counts before any template, wherever it is.
      const bool counts = unit.is_instance || (before_ours && !ours);
      const bool needs_root = ::access(folder.c_str(), W_OK) != 0;
      if ((counts || ours) && is_mask(path))
        facts.masks.push_back({path, unit.name, needs_root});
      else if (counts && is_there(path))
        facts.shadows.push_back({path, unit.is_instance ? "mcp@.service" : of, needs_root});
    }
  }
}

} // namespace mcpctl
