#include "cli/observation.hpp"

#include "cli/configuration.hpp"
#include "cli/site.hpp"
#include "observe/observe.hpp"
#include "observe/staleness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace mcpctl {

namespace {

// The profile that the servers of these files were applied with: what they run under is not stale
// because it was asked for on the command line.
std::optional<std::string> profile_in_force(const Context& context, const Installed& installed)
{
  const Result<std::vector<std::string>> owners = owners_asked_for(context);
  if (!owners.ok())
    return std::nullopt;
  for (const InstalledUnit& unit : installed.units) {
    if (!unit.marker.profile.empty()
        && std::find(owners->begin(), owners->end(), unit.marker.owner) != owners->end())
      return unit.marker.profile;
  }
  return std::nullopt;
}

// What the configuration renders to now; an error where it cannot be read or has errors.
Result<Expected> expected_units(const Context& context, Connection& connection,
                                const Installed& installed)
{
  const Result<LoadedConfiguration> loaded = load_configuration(
      context, {.profile = profile_in_force(context, installed), .installed = &installed});
  if (!loaded.ok())
    return loaded.error();
  if (has_errors(loaded->configuration.diagnostics))
    return Error{ExitCode::usage, "the configuration has errors", "mcpctl check"};
  const Result<unsigned> version = connection.manager.version();
  if (!version.ok())
    return version.error();
  Expected expected{.owners = {loaded->owners.begin(), loaded->owners.end()}};
  for (const Server& server : loaded->configuration.servers) {
    Rendering rendering = render(server, target_of(context, connection, *version));
    std::move(rendering.units.begin(), rendering.units.end(), std::back_inserter(expected.units));
  }
  return expected;
}

} // namespace

Result<Observed> observe_servers(const Context& context, Connection& connection,
                                 const Installed& installed)
{
  Result<std::vector<ServerState>> states =
      observe(connection.manager, installed.units, ControlGroups::find());
  if (!states.ok())
    return states.error();
  Observed observed{.servers = std::move(*states)};
  mark_orphans(observed.servers, owner_exists);
  const Result<Expected> expected = expected_units(context, connection, installed);
  if (!expected.ok()) {
    observed.not_judged = expected.error();
    return observed;
  }
  judge_staleness(observed.servers, installed.units, *expected);
  for (ServerState& server : not_applied_servers(*expected, installed.units))
    observed.servers.push_back(std::move(server));
  return observed;
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
