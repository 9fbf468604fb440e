#include "store/store.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

constexpr std::string_view unit_prefix = "mcp@";
constexpr std::string_view drop_in_folder_suffix = ".service.d";
constexpr std::array shared_names = {"mcp@.service", "mcp.target", "mcp.slice"};
constexpr std::string_view helper_prefix = "mcpctl-";
constexpr std::array boot_links = {"default.target.wants/mcp.target",
                                   "multi-user.target.wants/mcp.target"};

// The file or link at a path below the unit folder, if it is there and of the kind expected.
Result<std::optional<UnitFile>> read_path(const Folder& root, const std::string& path, bool link)
{
  const auto slash = path.rfind('/');
  auto folder = root.below(slash == std::string::npos ? "." : path.substr(0, slash));
  // A link or a file in a folder's place is somebody else's.
  if (!folder || !*folder)
    return std::optional<UnitFile>();
  auto file = (*folder)->read(path.substr(slash + 1), path);
  if (file && *file && (*file)->is_link != link)
    return std::optional<UnitFile>();
  return file;
}

Status add_path(const Folder& root, const std::string& path, bool link,
                std::vector<UnitFile>& files)
{
  auto file = read_path(root, path, link);
  if (!file)
    return file.error();
  if (*file)
    files.push_back(std::move(**file));
  return Nothing{};
}

// The unit whose drop-in folder this is, if its drop-in says that it is ours.
Status read_unit(const Folder& root, const std::string& folder, Where where, Installed& installed)
{
  const std::string unit = folder.substr(0, folder.size() - std::string_view(".d").size());
  const auto id = instance_of_unit(unit);
  if (!id)
    return Nothing{};
  const UnitPaths paths = unit_paths(*id);
  std::vector<UnitFile> files;
  if (auto status = add_path(root, paths.drop_in, false, files); !status)
    return status;
  auto marker = files.empty() ? std::nullopt : parse_marker(files.front().text);
  if (!marker || marker->id != *id)
    return Nothing{};
  for (const auto& [path, link] : {std::pair(paths.environment, false),
                                   std::pair(paths.wants, true), std::pair(paths.retry, false)}) {
    if (auto status = add_path(root, path, link, files); !status)
      return status;
  }
  std::sort(files.begin(), files.end(),
            [](const UnitFile& a, const UnitFile& b) { return a.path < b.path; });
  installed.units.push_back(
      {.marker = std::move(*marker), .unit = unit, .where = where, .files = std::move(files)});
  return Nothing{};
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
  const Folder& root = **folder;
  auto names = root.names();
  if (!names)
    return names.error();
  auto& shared = where == Where::persistent ? installed.shared : installed.shared_runtime;
  for (const std::string& name : *names) {
    Status status = Nothing{};
    if (name.starts_with(unit_prefix) && name.ends_with(drop_in_folder_suffix))
      status = read_unit(root, name, where, installed);
    else if (is_shared(name))
      status = add_path(root, name, false, shared);
    if (!status)
      return status;
  }
  for (const char* link : boot_links) {
    if (auto status = add_path(root, link, true, shared); !status)
      return status;
  }
  return Nothing{};
}

} // namespace

bool holds_marker(const std::string& path)
{
  return path.starts_with(unit_prefix) && path.ends_with(".service.d/10-mcpctl.conf");
}

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
