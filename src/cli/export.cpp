// export: the client's side of the servers, printed or merged into the client's own file.

#include "exchange/export.hpp"
#include "cli/configuration.hpp"
#include "cli/export_write.hpp"
#include "cli/own_programs.hpp"
#include "cli/selection.hpp"
#include "cli/stable_path.hpp"
#include "cli/verbs.hpp"
#include "config/sources.hpp"
#include "exchange/merge.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <sys/stat.h>

namespace mcpctl {

namespace {

struct ExportRequest
{
  std::optional<std::string> client;
  std::vector<std::string> selectors;
  bool write = false;
  bool yes = false;
  bool prune = false;
  std::optional<std::string> file;
};

Status check_options(const ExportRequest& given)
{
  if (given.write || (!given.yes && !given.prune && !given.file))
    return Nothing{};
  return Error{ExitCode::usage, "--yes, --prune and --file go with --write",
               "mcpctl export --for CLIENT --write"};
}

Result<const ClientProgram*> client_asked_for(const std::optional<std::string>& name)
{
  std::string names;
  for (const ClientProgram& client : all_clients())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", client.name);
  const ClientProgram* client = name ? find_client(*name) : nullptr;
  if (client != nullptr)
    return client;
  return Error{ExitCode::usage,
               name ? fmt::format("no such client \"{}\"; there are {}", harmless(*name), names)
                    : "export needs to know for whom: " + names,
               "mcpctl export --for claude-desktop"};
}

// The headers are in no unit: they are what the server's own configuration says.
std::optional<Headers> configured_headers(const Context& context, const Marker& server)
{
  Context own = context;
  own.options.files.clear();
  if (server.owner != owner_of_default_files(context.places.config_folder))
    own.options.files = {server.owner};
  ConfigurationRequest request;
  if (!server.profile.empty())
    request.profile = server.profile;
  const Result<LoadedConfiguration> loaded = load_configuration(own, request);
  if (!loaded.ok())
    return std::nullopt;
  for (const Server& configured : loaded->configuration.servers) {
    if (configured.name == server.id.server)
      return configured.headers;
  }
  return std::nullopt;
}

// The scope that `mcpctl connect` is to be told: the client may be run by another user than export
// is.
std::string scope_option(const Context& context)
{
  if (context.scope == Scope::system)
    return "--system";
  return context.environment.uid == 0 ? "--user" : "";
}

ExportWorld world_of(const Context& context, const ExportRequest& given)
{
  ExportWorld world{.program = stable_path(mcpctl_program(), context.environment.search_path),
                    .scope = scope_option(context)};
  for (const std::string& selector : given.selectors) {
    const std::optional<InstanceId> id = parse_instance_id(selector);
    if (id && id->index)
      world.asked_for.insert(*id);
  }
  world.headers = [&context](const Marker& server) { return configured_headers(context, server); };
  return world;
}

// Of all that is installed, whatever -c and the selectors say: an entry of another file's server is
// no leftover.
Result<std::set<std::string>> connectable_servers(const UnitFolders& folders)
{
  const Result<Installed> installed = read_installed(folders);
  if (!installed.ok())
    return installed.error();
  std::set<std::string> names;
  for (const InstalledUnit& unit : installed->units) {
    if (unit.marker.type == ServerType::stdio)
      names.insert(unit.marker.id.server.str());
  }
  return names;
}

Result<MergeRequest> merge_request(const Context& context, const ClientProgram& client,
                                   const ExportRequest& given)
{
  const Result<Connection> connection = connect(context);
  const UnitFolders folders = connection.ok() ? connection->folders : default_folders(context);
  const Result<std::vector<InstalledUnit>> chosen = units_chosen(context, folders, given.selectors);
  if (!chosen.ok())
    return chosen.error();
  std::vector<Marker> markers;
  for (const InstalledUnit& unit : *chosen)
    markers.push_back(unit.marker);
  Exported exported = export_servers(markers, client, world_of(context, given));
  for (const std::string& remark : exported.remarks)
    fmt::print(stderr, "mcpctl: {}\n", remark);
  Result<std::set<std::string>> connectable = connectable_servers(folders);
  if (!connectable.ok())
    return connectable.error();
  return MergeRequest{.client = client,
                      .servers = std::move(exported.servers),
                      .scope = context.scope == Scope::system ? "--system" : "--user",
                      .default_scope = context.environment.uid == 0 ? "--system" : "--user",
                      .connectable = std::move(*connectable),
                      .prune = given.prune};
}

bool exists(const std::string& path)
{
  std::error_code failure;
  return std::filesystem::exists(path, failure);
}

// The client's file of the caller. What root writes below another user's home, that user's client
// cannot change any more.
Result<std::string> own_file(const Context& context, const ClientProgram& client)
{
  const Environment& environment = context.environment;
  struct stat home = {};
  if (environment.uid == 0 && ::stat(environment.home.c_str(), &home) == 0 && home.st_uid != 0) {
    return Error{
        ExitCode::usage,
        fmt::format("{} is the home folder of another user; nothing was changed", environment.home),
        fmt::format("mcpctl {}export --for {} --write, without sudo",
                    context.scope == Scope::system ? "--system " : "", client.name)};
  }
  return file_of(client, {environment.home, environment.config_home}, exists);
}

Result<ExitCode> run_export(const Context& context, const ExportRequest& given)
{
  if (const Status usable = check_options(given); !usable.ok())
    return usable.error();
  const Result<const ClientProgram*> client = client_asked_for(given.client);
  if (!client.ok())
    return client.error();
  const ClientProgram program = for_file(**client, given.file.value_or(""));
  const Result<MergeRequest> request = merge_request(context, program, given);
  if (!request.ok())
    return request.error();
  if (request->servers.empty() && !given.prune)
    return Error{ExitCode::no_such_server,
                 fmt::format("nothing is installed that {} can reach", program.title),
                 "mcpctl status"};
  if (!given.write) {
    fmt::print("{}", merge("", "", *request).text);
    return ExitCode::done;
  }
  const Result<std::string> file = given.file ? *given.file : own_file(context, program);
  if (!file.ok())
    return file.error();
  return write_export(context, *request, {.file = *file, .yes = given.yes});
}

} // namespace

Run declare_export(Options& options)
{
  auto given = std::make_shared<ExportRequest>();
  options.value("--for", "CLIENT", given->client, "the program to write for; mcpctl(1) lists them");
  options.arguments("SELECTOR", given->selectors, "which servers; default all stdio and http ones",
                    false);
  options.flag("--write", given->write,
               "merge it into the client's own file: shows the difference, asks, keeps a copy");
  options.flag("--yes", given->yes, "with --write: do not ask, make folders that are missing");
  options.flag("--prune", given->prune, "with --write: remove entries of servers that are gone");
  options.value("--file", "FILE", given->file, "with --write: this file instead of the usual one");
  return [given](Context& context) { return run_export(context, *given); };
}

} // namespace mcpctl
