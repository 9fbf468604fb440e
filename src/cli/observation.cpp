#include "cli/observation.hpp"

#include "cli/configuration.hpp"
#include "cli/site.hpp"
#include "config/sources.hpp"
#include "observe/observe.hpp"
#include "observe/staleness.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

namespace mcpctl {

namespace {

// A context for each configuration that tells of the servers seen: the one asked for with -c, or
// else the default files and every other file that something installed belongs to.
std::vector<Context> configurations_of(const Context& context, const Installed& installed)
{
  if (!context.options.files.empty())
    return {context};
  const std::string default_owner = owner_of_default_files(context.places.config_folder);
  std::set<std::string> files;
  for (const InstalledUnit& unit : installed.units) {
    const std::string& owner = unit.marker.owner;
    if (owner != default_owner && owner.starts_with('/') && owner_exists(owner))
      files.insert(owner);
  }
  std::vector<Context> contexts;
  if (owner_exists(default_owner))
    contexts.push_back(context);
  for (const std::string& file : files) {
    contexts.push_back(context);
    contexts.back().options.files = {file};
  }
  return contexts;
}

// What is installed of the configuration's files, with the profile that it was applied with: what
// runs under a profile is not stale because that was asked for on the command line.
struct Belongings
{
  std::size_t count = 0;
  std::optional<std::string> profile;
};

bool has_default_files(const Context& context)
{
  std::error_code failure;
  return std::filesystem::exists(context.places.config_folder + "/mcp.toml", failure)
         || std::filesystem::exists(context.places.config_folder + "/mcp.d", failure);
}

Belongings belongings_of(const Context& context, const Installed& installed)
{
  Belongings belongings;
  const Result<std::vector<std::string>> owners = owners_asked_for(context);
  if (!owners.ok())
    return belongings;
  for (const InstalledUnit& unit : installed.units) {
    if (std::find(owners->begin(), owners->end(), unit.marker.owner) == owners->end())
      continue;
    ++belongings.count;
    if (!unit.marker.profile.empty())
      belongings.profile = unit.marker.profile;
  }
  return belongings;
}

// An error where it cannot be read or has errors.
Result<LoadedConfiguration> load_good(const Context& context, const Installed& installed,
                                      const std::optional<std::string>& profile)
{
  Result<LoadedConfiguration> loaded =
      load_configuration(context, {.profile = profile, .installed = &installed});
  if (loaded.ok() && has_errors(loaded->configuration.diagnostics))
    return Error{ExitCode::usage, loaded->owners.front() + " has errors",
                 "mcpctl" + options_as_given(context) + " check"};
  return loaded;
}

// What the configuration renders to now.
Result<Expected> expected_units(const Context& context, const Installed& installed,
                                const std::optional<std::string>& profile, const Target& target)
{
  const Result<LoadedConfiguration> loaded = load_good(context, installed, profile);
  if (!loaded.ok())
    return loaded.error();
  Expected expected{.owners = {loaded->owners.begin(), loaded->owners.end()}};
  for (const Server& server : loaded->configuration.servers) {
    Rendering rendering = render(server, target);
    std::move(rendering.units.begin(), rendering.units.end(), std::back_inserter(expected.units));
  }
  return expected;
}

// Tells of `observed` what one configuration knows; what it configures beyond is added at the end.
void judge(Observed& observed, const Context& context, const Installed& installed,
           const Target& target)
{
  const Belongings belongings = belongings_of(context, installed);
  const Result<Expected> expected = expected_units(context, installed, belongings.profile, target);
  if (!expected.ok()) {
    if (belongings.count > 0)
      observed.not_judged = expected.error();
    return;
  }
  judge_staleness(observed.servers, installed.units, *expected);
  for (ServerState& server : not_applied_servers(*expected, installed.units))
    observed.servers.push_back(std::move(server));
}

} // namespace

void add_sockets(const Context& context, std::vector<ServerState>& servers)
{
  for (ServerState& server : servers) {
    if (server.type != ServerType::stdio)
      continue;
    server.socket = socket_path(context, server.id.server);
    server.socket_gone = server.state == RunState::listening && socket_is_gone(server.socket);
  }
}

Result<std::vector<ServerState>> states_of(const Context& context, Connection& connection,
                                           const std::vector<InstalledUnit>& units, Detail detail)
{
  Result<std::vector<ServerState>> states =
      observe(connection.manager, units, ControlGroups::find(), detail);
  if (!states.ok())
    return states;
  add_sockets(context, *states);
  return states;
}

Status judge_servers(const Context& context, Connection& connection, const Installed& installed,
                     Observed& observed)
{
  mark_orphans(observed.servers, owner_exists);
  const Result<unsigned> version = connection.manager.version();
  if (!version.ok())
    return version.error();
  for (const Context& configuration : configurations_of(context, installed))
    judge(observed, configuration, installed, target_of(context, connection, *version));
  return Nothing{};
}

Result<Observed> observe_servers(const Context& context, Connection& connection,
                                 const Installed& installed, Detail detail)
{
  Result<std::vector<ServerState>> states = states_of(context, connection, installed.units, detail);
  if (!states.ok())
    return states.error();
  Observed observed{.servers = std::move(*states)};
  if (const Status judged = judge_servers(context, connection, installed, observed); !judged.ok())
    return judged.error();
  return observed;
}

Configured configured_servers(const Context& context, const Installed& installed)
{
  Configured configured;
  for (const Context& one : configurations_of(context, installed)) {
    const Belongings belongings = belongings_of(one, installed);
    Result<LoadedConfiguration> loaded = load_good(one, installed, belongings.profile);
    if (loaded.ok()) {
      auto& servers = loaded->configuration.servers;
      std::move(servers.begin(), servers.end(), std::back_inserter(configured.servers));
    } else if (belongings.count > 0 || !one.options.files.empty() || has_default_files(one)) {
      configured.not_judged = loaded.error();
    }
  }
  return configured;
}

std::string apply_options(const Context& context, const std::vector<ServerState>& servers)
{
  std::string given = options_as_given(context);
  if (!context.options.files.empty())
    return given;
  const auto stale = std::find_if(servers.begin(), servers.end(), [](const ServerState& server) {
    return server.stale.value_or(false);
  });
  if (stale == servers.end()
      || stale->owner == owner_of_default_files(context.places.config_folder))
    return given;
  return given + " -c " + shell_word(stale->owner);
}

void complain_not_judged(const Observed& observed)
{
  if (!observed.not_judged || observed.servers.empty())
    return;
  const Error& error = *observed.not_judged;
  fmt::print(stderr, "mcpctl: whether servers are stale could not be judged: {}{}{}\n", error.what,
             error.mend.empty() ? "" : "; try: ", error.mend);
}

} // namespace mcpctl
