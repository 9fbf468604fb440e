#include "cli/context.hpp"

namespace mcpctl {

namespace {

// The manager searches the user's own folder before all others of that name (systemd.unit(5), UNIT
// FILE LOAD PATH); its environment, not ours, decides where that is.
std::string persistent_folder(Scope scope, const std::vector<std::string>& unit_path,
                              const std::string& otherwise)
{
  if (scope == Scope::system)
    return otherwise;
  for (const std::string& folder : unit_path) {
    if (folder.ends_with("/systemd/user"))
      return folder;
  }
  return otherwise;
}

} // namespace

std::string scope_as_given(const Context& context)
{
  if (context.options.system)
    return " --system";
  return context.options.user ? " --user" : "";
}

UnitFolders default_folders(const Context& context)
{
  return {context.places.default_unit_folder, context.places.runtime_unit_folder};
}

Result<Connection> connect(const Context& context)
{
  Result<Manager> manager = Manager::connect(context.scope, context.environment.runtime_dir);
  if (!manager.ok())
    return manager.error();
  const Result<std::vector<std::string>> unit_path = manager->unit_path();
  if (!unit_path.ok())
    return unit_path.error();
  return Connection{
      std::move(*manager),
      {persistent_folder(context.scope, *unit_path, context.places.default_unit_folder),
       context.places.runtime_unit_folder}};
}

} // namespace mcpctl
