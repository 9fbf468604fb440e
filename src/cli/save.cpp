// save: servers of `add --runtime` stay over a reboot.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/own_change.hpp"
#include "cli/selection.hpp"
#include "cli/verbs.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

namespace mcpctl {

namespace {

struct Request
{
  std::vector<std::string> selectors;
  ApplyRequest apply;
};

// The servers until the next reboot, each with its file, in order of their names.
using RuntimeFiles = std::map<std::string, std::string>;

RuntimeFiles runtime_files_of(const Context& context, const std::vector<InstalledUnit>& units)
{
  RuntimeFiles files;
  for (const InstalledUnit& unit : units) {
    if (unit.where == Where::runtime && is_runtime_owner(context, unit.marker.owner))
      files.emplace(unit.marker.id.server.str(), unit.marker.owner);
  }
  return files;
}

// The file as it is now in mcp.d: none, or what an interrupted save has written already.
Result<std::optional<std::string>> text_before(const Context& context, const OwnFile& file,
                                               const std::string& text)
{
  const FileView disk = real_file_view();
  if (disk.kind(file.path()) == FileKind::missing)
    return std::optional<std::string>();
  Result<std::string> there = disk.read(file.path());
  if (there.ok() && *there == text)
    return std::optional(std::move(*there));
  return Error{ExitCode::usage,
               shown_path(context, file.path()) + " exists already, and says something else",
               "move it away"};
}

// Where the file at `path` in the runtime directory is to be.
OwnFile persistent(const Context& context, const std::string& path)
{
  OwnFile file = own_file(context, "", false);
  file.name = base_name(path);
  return file;
}

// The server's file, still in the runtime directory, or moved already by a save that was
// interrupted.
std::optional<FoundOwnFile> find_text(const Context& context, const std::string& server,
                                      const std::string& path)
{
  if (auto found = find_own_file(context, path))
    return found;
  auto moved = find_own_file(context, persistent(context, path).path());
  return moved && key_in(moved->text, server) ? moved : std::nullopt;
}

Result<OwnChange> change_for(const Context& context, const std::string& server,
                             const std::string& path)
{
  const std::optional<FoundOwnFile> found = find_text(context, server, path);
  if (!found)
    return Error{ExitCode::usage, fmt::format("{}: its file {} is gone", server, path),
                 fmt::format("mcpctl remove {}, and add it again", server)};
  const OwnFile file = persistent(context, path);
  const Result<std::optional<std::string>> before = text_before(context, file, found->text);
  if (!before.ok())
    return before.error();
  const SourceFile source = as_source(context, file, found->text);
  const Result<LoadedConfiguration> loaded =
      load_configuration(context, {.needs_secrets = true, .unwritten = &source});
  if (!loaded.ok())
    return loaded.error();
  if (has_errors(loaded->configuration.diagnostics))
    return report_problems(context, loaded->configuration).error();
  return OwnChange{.file = file,
                   .text = found->text,
                   .before = *before,
                   .server = server,
                   .moved_from = found->file.runtime ? std::optional(found->file) : std::nullopt};
}

Result<ExitCode> save(const Context& context, const Request& request)
{
  if (!context.options.files.empty())
    return Error{ExitCode::usage, "save takes no -c: what a file configures is persistent already",
                 "mcpctl save"};
  const Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  Result<OwnFolders> folders = OwnFolders::lock(context);
  if (!folders.ok())
    return folders.error();
  const Result<Installed> installed = read_installed(connection->folders);
  if (!installed.ok())
    return installed.error();
  const Result<std::vector<InstalledUnit>> chosen =
      request.selectors.empty() ? installed->units : units_named(request.selectors, *installed);
  if (!chosen.ok())
    return chosen.error();
  const RuntimeFiles files = runtime_files_of(context, *chosen);
  if (files.empty()) {
    if (context.options.json)
      fmt::print("{{\n  \"changed\": false,\n  \"actions\": []\n}}\n");
    else if (!context.options.quiet)
      fmt::print("nothing to save: what is applied is persistent already\n");
    return ExitCode::done;
  }
  std::vector<OwnChange> changes;
  for (const auto& [server, path] : files) {
    Result<OwnChange> change = change_for(context, server, path);
    if (!change.ok())
      return change.error();
    changes.push_back(std::move(*change));
  }
  return write_and_apply(context, *folders, changes, request.apply);
}

} // namespace

Run declare_save(Options& options)
{
  auto request = std::make_shared<Request>();
  options.arguments("SELECTOR", request->selectors, "the servers; default: all there are", false);
  options.note(
      "Makes servers of \"add --runtime\" persistent, while they run on. All others are so\n"
      "already: there is no list of processes to save. Which start at boot is the key\n"
      "enabled.");
  return [request](Context& context) { return save(context, *request); };
}

} // namespace mcpctl
