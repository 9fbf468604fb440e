#include "cli/observation.hpp"

#include "cli/configuration.hpp"
#include "cli/hints.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "config/sources.hpp"
#include "observe/observe.hpp"
#include "observe/staleness.hpp"
#include "observe/state.hpp"
#include "report/shell_words.hpp"
#include "report/status_view.hpp"
#include "store/lock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <set>

namespace mcpctl {

namespace {

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

// An error where it cannot be read or has errors. A profile that is gone leaves what the file says.
Result<LoadedConfiguration> load_good(const Context& context, const Installed& installed,
                                      const std::optional<std::string>& profile)
{
  Result<LoadedConfiguration> loaded =
      load_configuration(context, {.profile = profile, .installed = &installed});
  if (profile && loaded.ok() && !loaded->configuration.profiles.contains(*profile))
    return load_good(context, installed, std::nullopt);
  if (loaded.ok() && has_errors(loaded->configuration.diagnostics))
    return Error{ExitCode::usage, loaded->owners.front() + " has errors",
                 "mcpctl" + options_as_given(context) + " check"
                     + (profile ? " --profile " + shell_word(*profile) : "")};
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

// What all configurations want, as far as they can be read.
struct Expectation
{
  std::vector<Expected> configurations;
  std::set<std::string> owed; // units that run as they did before the last apply
  std::optional<Error> not_judged;
};

Result<Expectation> find_expectation(const Context& context, Connection& connection,
                                     const Installed& installed)
{
  const Result<unsigned> version = connection.manager.version();
  if (!version.ok())
    return version.error();
  Expectation wanted;
  if (const auto lock = look_at_lock(connection.folders.persistent, boot_id()); lock.ok()) {
    for (const Owed& owed : lock->debt) {
      if (owed.kind == OwedKind::restart)
        wanted.owed.insert(owed.unit);
    }
  }
  for (const Context& configuration : configurations_of(context, installed)) {
    const Belongings belongings = belongings_of(configuration, installed);
    Result<Expected> expected = expected_units(configuration, installed, belongings.profile,
                                               target_of(configuration, connection, *version));
    if (expected.ok())
      wanted.configurations.push_back(std::move(*expected));
    else if (belongings.count > 0)
      wanted.not_judged = expected.error();
  }
  return wanted;
}

std::vector<InstalledUnit> not_applied_units(const Expectation& wanted,
                                             const std::vector<InstalledUnit>& installed)
{
  std::vector<InstalledUnit> units;
  for (const Expected& expected : wanted.configurations) {
    for (InstalledUnit& unit : not_applied_units(expected, installed))
      units.push_back(std::move(unit));
  }
  return units;
}

// Tells of installed servers what the configurations know of them.
void judge(std::vector<ServerState>& servers, const std::vector<InstalledUnit>& units,
           const Expectation& wanted)
{
  mark_orphans(servers, owner_exists);
  for (const Expected& expected : wanted.configurations)
    judge_staleness(servers, units, expected);
  for (ServerState& server : servers) {
    if (wanted.owed.contains(server.unit) && server.state == RunState::running)
      server.stale = true;
  }
}

} // namespace

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
  const Result<Expectation> wanted = find_expectation(context, connection, installed);
  if (!wanted.ok())
    return wanted.error();
  judge(observed.servers, installed.units, *wanted);
  observed.not_judged = wanted->not_judged;
  for (const InstalledUnit& unit : not_applied_units(*wanted, installed.units))
    observed.servers.push_back(state_of_not_applied(unit.marker));
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

Result<ObservedUnits> observe_named(const Context& context, Connection& connection,
                                    const Installed& installed,
                                    const std::vector<std::string>& selectors, Detail detail)
{
  const Result<Expectation> wanted = find_expectation(context, connection, installed);
  if (!wanted.ok())
    return wanted.error();
  const std::vector<InstalledUnit> absent = not_applied_units(*wanted, installed.units);
  Installed all = installed;
  all.units.insert(all.units.end(), absent.begin(), absent.end());
  const Result<std::vector<InstalledUnit>> chosen = units_named(selectors, all);
  if (!chosen.ok())
    return chosen.error();
  const auto is_absent = [&](const InstalledUnit& unit) {
    return std::any_of(absent.begin(), absent.end(),
                       [&](const InstalledUnit& other) { return other.unit == unit.unit; });
  };
  ObservedUnits result{.observed = {}, .units = *chosen};
  std::stable_partition(result.units.begin(), result.units.end(), std::not_fn(is_absent));
  std::vector<InstalledUnit> present = result.units;
  std::erase_if(present, is_absent);
  Result<std::vector<ServerState>> states = states_of(context, connection, present, detail);
  if (!states.ok())
    return states.error();
  judge(*states, present, *wanted);
  result.observed = {.servers = std::move(*states), .not_judged = wanted->not_judged};
  for (std::size_t i = present.size(); i < result.units.size(); ++i)
    result.observed.servers.push_back(state_of_not_applied(result.units[i].marker));
  return result;
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

std::string first_steps_here(const Context& context)
{
  return as_typed(
      context, first_steps(context.places.config_folder + "/mcp.toml", has_default_files(context)));
}

} // namespace mcpctl
