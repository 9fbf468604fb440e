// What the servers are right now, as the verbs that look at them need it.
#pragma once

#include "cli/context.hpp"
#include "model/server.hpp"
#include "observe/server_state.hpp"

#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

// The states of `units`, in that order; whether they are stale is not known.
[[nodiscard]] Result<std::vector<ServerState>> states_of(const Context& context,
                                                         Connection& connection,
                                                         const std::vector<InstalledUnit>& units,
                                                         Detail detail = Detail::glance);

// The states of `installed.units`, in that order, with staleness where the configuration can be
// read, and behind them what is configured but not applied. Without a readable configuration
// staleness is unknown; `judged` says why.
struct Observed
{
  std::vector<ServerState> servers;
  std::optional<Error> not_judged;
};

[[nodiscard]] Result<Observed> observe_servers(const Context& context, Connection& connection,
                                               const Installed& installed,
                                               Detail detail = Detail::glance);

// The two steps of it, for who knows the states already: `observed.servers` begins with those of
// `installed.units`. Where the sockets of stdio servers are, and whether they are gone; and what
// the configuration tells.
void add_sockets(const Context& context, std::vector<ServerState>& servers);
[[nodiscard]] Status judge_servers(const Context& context, Connection& connection,
                                   const Installed& installed, Observed& observed);

// The same for those alone that the selectors name, servers that are not applied included; exit
// code 4 when one names nothing. `units` are the servers' own: of what is not applied, its files
// as they would be.
struct ObservedUnits
{
  Observed observed;
  std::vector<InstalledUnit> units;
};

[[nodiscard]] Result<ObservedUnits> observe_named(const Context& context, Connection& connection,
                                                  const Installed& installed,
                                                  const std::vector<std::string>& selectors,
                                                  Detail detail = Detail::glance);

// A context for each configuration that tells of the servers seen: the one asked for with -c, or
// else the default files and every other file that something installed belongs to.
[[nodiscard]] std::vector<Context> configurations_of(const Context& context,
                                                     const Installed& installed);

// Every server that the configurations of what is installed, and the default one, tell of.
struct Configured
{
  std::vector<Server> servers;
  std::optional<Error> not_judged; // a configuration that cannot be read
};

[[nodiscard]] Configured configured_servers(const Context& context, const Installed& installed);

// " -c FILE", as far as an apply of what is stale needs it: the options given, or the file of the
// first stale server where that is not one of the default files.
[[nodiscard]] std::string apply_options(const Context& context,
                                        const std::vector<ServerState>& servers);

// Says that staleness could not be judged, and why.
void complain_not_judged(const Observed& observed);

// What is printed where there is no server.
[[nodiscard]] std::string first_steps_here(const Context& context);

} // namespace mcpctl
