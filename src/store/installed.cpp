#include "store/store.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

namespace mcpctl {

namespace {

constexpr std::string_view unit_prefix = "mcp@";
constexpr std::string_view drop_in_folder_suffix = ".service.d";
constexpr std::array shared_names = {"mcp@.service", "mcp.target", "mcp.slice"};
constexpr std::string_view helper_prefix = "mcpctl-";
constexpr std::array boot_links = {"default.target.wants/mcp.target",
                                   "multi-user.target.wants/mcp.target"};

// A unit folder being read. What its units have in common is opened once.
struct Reading
{
  const Folder& root;
  std::vector<std::string> names;                     // in it, sorted
  std::map<std::string, std::optional<Folder>> links; // folders of enablement links, opened so far

  [[nodiscard]] bool has(const std::string& name) const
  {
    return std::binary_search(names.begin(), names.end(), name);
  }
};

// The folder of that name; nothing where it is missing, or a link or a file, which is somebody
// else's.
std::optional<Folder> open_below(const Reading& reading, const std::string& name)
{
  if (!reading.has(name))
    return std::nullopt;
  auto folder = reading.root.below(name);
  return folder ? std::move(*folder) : std::nullopt;
}

// Adds the file or link at `path`, the last part of which is in `folder`, if it is there and of the
// kind expected.
Status add_file(const Folder& folder, const std::string& path, bool link,
                std::vector<UnitFile>& files)
{
  auto file = folder.read(path.substr(path.rfind('/') + 1), path);
  if (!file)
    return file.error();
  if (*file && (*file)->is_link == link)
    files.push_back(std::move(**file));
  return Nothing{};
}

Status add_link(Reading& reading, const std::string& path, std::vector<UnitFile>& files)
{
  const std::string name = path.substr(0, path.find('/'));
  auto found = reading.links.find(name);
  if (found == reading.links.end())
    found = reading.links.emplace(name, open_below(reading, name)).first;
  return found->second ? add_file(*found->second, path, true, files) : Nothing{};
}

// The file at `path`, in a folder of its own or in none.
Status add_at(const Reading& reading, const std::string& path, std::vector<UnitFile>& files)
{
  const std::size_t slash = path.find('/');
  if (path.empty() || slash == std::string::npos)
    return path.empty() ? Nothing{} : add_file(reading.root, path, false, files);
  const auto folder = open_below(reading, path.substr(0, slash));
  return folder ? add_file(*folder, path, false, files) : Nothing{};
}

// The files of a unit besides the one with the marker.
Status add_others(Reading& reading, const UnitPaths& paths, std::vector<UnitFile>& files)
{
  std::vector<std::string> paths_of_others = paths.companions;
  paths_of_others.push_back(paths.session);
  paths_of_others.push_back(paths.environment);
  for (const std::string& path : paths_of_others) {
    if (auto status = add_at(reading, path, files); !status)
      return status;
  }
  return add_link(reading, paths.wants, files);
}

// The unit of that name, if the file that must hold its marker says that it is ours.
Status read_unit(Reading& reading, const std::string& unit, Where where, Installed& installed)
{
  const auto id = instance_of_unit(unit);
  if (!id)
    return Nothing{};
  const ServerType type = is_socket(unit) ? ServerType::stdio : ServerType::none;
  const UnitPaths paths = unit_paths(*id, type);
  std::vector<UnitFile> files;
  if (auto status = add_at(reading, paths.marked, files); !status)
    return status;
  auto marker = files.empty() ? std::nullopt : parse_marker(files.front().text);
  if (!marker || unit_of(marker->id, marker->type) != unit)
    return Nothing{};
  if (auto status = add_others(reading, paths, files); !status)
    return status;
  std::sort(files.begin(), files.end(),
            [](const UnitFile& a, const UnitFile& b) { return a.path < b.path; });
  installed.units.push_back(
      {.marker = std::move(*marker), .unit = unit, .where = where, .files = std::move(files)});
  return Nothing{};
}

// The unit that an entry of the unit folder may be the marked part of.
std::optional<std::string> unit_at(const std::string& name)
{
  if (name.starts_with(unit_prefix) && name.ends_with(drop_in_folder_suffix))
    return name.substr(0, name.size() - std::string_view(".d").size());
  return holds_marker(name) ? std::optional(name) : std::nullopt;
}

bool is_shared(const std::string& name)
{
  return std::find(shared_names.begin(), shared_names.end(), name) != shared_names.end()
         || (name.starts_with(helper_prefix) && !name.ends_with(".d"));
}

Status read_unit_folder(const std::string& path, Where where, Installed& installed)
{
  auto folder = Folder::open(path);
  if (!folder)
    return folder.error();
  if (!*folder)
    return Nothing{};
  auto names = (*folder)->names();
  if (!names)
    return names.error();
  Reading reading{.root = **folder, .names = std::move(*names), .links = {}};
  auto& shared = where == Where::persistent ? installed.shared : installed.shared_runtime;
  for (const std::string& name : reading.names) {
    Status status = Nothing{};
    if (const auto unit = unit_at(name))
      status = read_unit(reading, *unit, where, installed);
    else if (is_shared(name))
      status = add_file(reading.root, name, false, shared);
    if (!status)
      return status;
  }
  for (const char* link : boot_links) {
    if (auto status = add_link(reading, link, shared); !status)
      return status;
  }
  return Nothing{};
}

} // namespace

Result<Installed> read_installed(const UnitFolders& folders)
{
  Installed installed;
  for (const auto& [path, where] : {std::pair(folders.persistent, Where::persistent),
                                    std::pair(folders.runtime, Where::runtime)}) {
    if (path.empty())
      continue;
    if (auto status = read_unit_folder(path, where, installed); !status)
      return status.error();
  }
  std::stable_sort(
      installed.units.begin(), installed.units.end(),
      [](const InstalledUnit& a, const InstalledUnit& b) { return a.marker.id < b.marker.id; });
  return installed;
}

} // namespace mcpctl
