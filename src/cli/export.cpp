// export: the client's side of the servers, printed.

#include "exchange/export.hpp"
#include "cli/configuration.hpp"
#include "cli/own_programs.hpp"
#include "cli/selection.hpp"
#include "cli/stable_path.hpp"
#include "cli/verbs.hpp"
#include "config/sources.hpp"
#include "exchange/merge.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace mcpctl {

namespace {

struct ExportRequest
{
  std::optional<std::string> client;
  std::vector<std::string> selectors;
};

Result<const Client*> client_asked_for(const std::optional<std::string>& name)
{
  std::string names;
  for (const Client& client : all_clients())
    names += fmt::format("{}{}", names.empty() ? "" : ", ", client.name);
  const Client* client = name ? find_client(*name) : nullptr;
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

MergeRequest merge_request(const Context& context, const Client& client, const Exported& exported)
{
  return {.client = client,
          .servers = exported.servers,
          .scope = context.scope == Scope::system ? "--system" : "--user",
          .default_scope = context.environment.uid == 0 ? "--system" : "--user"};
}

Result<ExitCode> run_export(const Context& context, const ExportRequest& given)
{
  const Result<const Client*> client = client_asked_for(given.client);
  if (!client.ok())
    return client.error();
  const Result<Connection> connection = connect(context);
  const UnitFolders folders = connection.ok() ? connection->folders : default_folders(context);
  const Result<std::vector<InstalledUnit>> chosen = units_chosen(context, folders, given.selectors);
  if (!chosen.ok())
    return chosen.error();
  std::vector<Marker> markers;
  for (const InstalledUnit& unit : *chosen)
    markers.push_back(unit.marker);
  const Exported exported = export_servers(markers, **client, world_of(context, given));
  for (const std::string& remark : exported.remarks)
    fmt::print(stderr, "mcpctl: {}\n", remark);
  if (exported.servers.empty())
    return Error{ExitCode::no_such_server,
                 fmt::format("nothing is installed that {} can reach", (*client)->title),
                 "mcpctl status"};
  fmt::print("{}", merge("", "", merge_request(context, **client, exported)).text);
  return ExitCode::done;
}

} // namespace

Run declare_export(Options& options)
{
  auto given = std::make_shared<ExportRequest>();
  options.value("--for", "CLIENT", given->client, "the program to write for; mcpctl(1) lists them");
  options.arguments("SELECTOR", given->selectors, "which servers; default all stdio and http ones",
                    false);
  return [given](Context& context) { return run_export(context, *given); };
}

} // namespace mcpctl
