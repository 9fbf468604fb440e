#include "cli/boot.hpp"

#include "units/render.hpp"

#include <algorithm>
#include <optional>

namespace mcpctl {

namespace {

// The link by which the scope's boot target wants ours, and its place.
std::optional<UnitFile> target_link(Scope scope, const UnitFolders& folders)
{
  const std::vector<UnitFile> shared =
      render_shared({.scope = scope, .unit_folder = folders.persistent});
  const auto found =
      std::find_if(shared.begin(), shared.end(), [](const UnitFile& file) { return file.is_link; });
  return found == shared.end() ? std::nullopt : std::optional(*found);
}

bool holds(const std::vector<UnitFile>& files, const std::string& path)
{
  return std::any_of(files.begin(), files.end(),
                     [&](const UnitFile& file) { return file.path == path; });
}

} // namespace

Result<bool> set_target_enabled(Connection& connection, bool enabled)
{
  const auto link = target_link(Scope::system, connection.folders);
  const Result<Installed> before = read_installed(connection.folders);
  if (!before.ok())
    return before.error();
  if (!link || !holds(before->shared, "mcp.target"))
    return Error{ExitCode::failed, "mcp.target: no server is installed yet", "mcpctl apply"};
  if (holds(before->shared, link->path) == enabled)
    return false;
  Changes changes(connection.folders);
  if (const Status made = changes.make({{.file = *link, .remove = !enabled}}); !made.ok())
    return made.error();
  if (const Status reloaded = connection.manager.reload(); !reloaded.ok())
    return reloaded.error();
  const Result<Installed> after = read_installed(connection.folders);
  if (!after.ok())
    return after.error();
  if (holds(after->shared, link->path) != enabled)
    return Error{ExitCode::failed, link->path + ": did not keep the change", ""};
  return true;
}

} // namespace mcpctl
