#include "cli/own_file.hpp"

#include "cli/complain.hpp"
#include "config/content.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"
#include "config/sources.hpp"
#include "config/written_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>

namespace mcpctl {

namespace {

UnitFolders folders_of(const Context& context)
{
  const Result<Connection> connection = connect(context);
  return connection.ok() ? connection->folders : default_folders(context);
}

std::string project_in(const std::string& text)
{
  const SourceFile file{.path = "-", .shown = "-", .owner = "", .text = text};
  const Source source(file, 0);
  Problems problems; // told when all files are read
  const FileContent content = read_toml_file(source, problems);
  return content.project ? *content.project->value.text() : "";
}

} // namespace

OwnFile own_file(const Context& context, const std::string& server, bool runtime)
{
  const Places& places = context.places;
  return {.folder = runtime ? places.runtime_config_folder : places.config_folder + "/mcp.d",
          .name = server + ".toml",
          .runtime = runtime};
}

std::optional<FoundOwnFile> find_own_file(const Context& context, const std::string& path)
{
  for (const bool runtime : {false, true}) {
    OwnFile file = own_file(context, "", runtime);
    if (owner_of(parent_folder(path), "/") != owner_of(file.folder, "/"))
      continue;
    file.name = base_name(path);
    std::error_code failure;
    if (std::filesystem::is_symlink(path, failure))
      return std::nullopt;
    const Result<std::string> text = real_file_view().read(path);
    if (text.ok() && is_written_by_us(*text))
      return FoundOwnFile{.file = std::move(file), .text = *text};
  }
  return std::nullopt;
}

std::string shown_path(const Context& context, const std::string& path)
{
  const std::string& home = context.environment.home;
  return home.size() > 1 && path.starts_with(home + "/") ? "~" + path.substr(home.size()) : path;
}

std::string default_project(const Context& context)
{
  const Result<std::string> text =
      real_file_view().read(context.places.config_folder + "/mcp.toml");
  return text.ok() ? project_in(*text) : "";
}

std::string project_of(const Context& context, const FoundOwnFile& found)
{
  const std::string project = project_in(found.text);
  return project.empty() && !found.file.runtime ? default_project(context) : project;
}

std::string in_project(const std::string& project, const std::string& name)
{
  return project.empty() ? name : project + "." + name;
}

Context context_of(const Context& context, const OwnFile& file)
{
  Context own = context;
  own.options.files.clear();
  if (file.runtime)
    own.options.files = {file.path()};
  return own;
}

SourceFile as_source(const Context& context, const OwnFile& file, std::string text)
{
  return {.path = file.path(),
          .shown = shown_path(context, file.path()),
          .owner = file.runtime ? owner_of(file.path(), "/")
                                : owner_of_default_files(context.places.config_folder),
          .is_default = !file.runtime,
          .text = std::move(text)};
}

std::vector<InstalledUnit> installed_units_of(const Context& context, const std::string& server)
{
  Result<Installed> installed = read_installed(folders_of(context));
  if (!installed.ok())
    return {};
  std::erase_if(installed->units,
                [&](const InstalledUnit& unit) { return unit.marker.id.server.str() != server; });
  return std::move(installed->units);
}

std::optional<std::string> key_in(const std::string& text, const std::string& server)
{
  for (const std::string& key : servers_in(text)) {
    if (server == key || server.ends_with("." + key))
      return key;
  }
  return std::nullopt;
}

Result<OwnFolders> OwnFolders::lock(const Context& context)
{
  OwnFolders folders;
  for (const bool runtime : {false, true}) {
    Result<std::optional<ConfigFolder>> locked =
        ConfigFolder::lock(own_file(context, "", runtime).folder);
    if (!locked.ok())
      return locked.error();
    (runtime ? folders.runtime_ : folders.persistent_) = std::move(*locked);
  }
  return folders;
}

bool OwnFolders::has(const OwnFile& file) const
{
  return (file.runtime ? runtime_ : persistent_).has_value();
}

Result<ConfigFile> OwnFolders::open(const OwnFile& file) const
{
  const std::optional<ConfigFolder>& folder = file.runtime ? runtime_ : persistent_;
  if (!folder)
    return disk_error("open", file.folder, ENOENT);
  return folder->open(file.name);
}

void OwnFolders::unlock()
{
  for (std::optional<ConfigFolder>* folder : {&persistent_, &runtime_}) {
    if (*folder)
      (*folder)->unlock();
  }
}

} // namespace mcpctl
