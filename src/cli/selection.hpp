// The servers that a verb is to act on: SELECTORs, within the files given with -c.
#pragma once

#include "cli/context.hpp"
#include "model/server.hpp"
#include "observe/server_state.hpp"

#include <set>
#include <string>
#include <vector>

namespace mcpctl {

// Everything installed in the scope, or only what belongs to the files given with -c.
[[nodiscard]] Result<Installed> installed_in_scope(const Context& context,
                                                   const UnitFolders& folders);

// Exit code 4 where nothing is installed and one of the files given with -c is not there: a slip of
// the pen, most likely.
[[nodiscard]] Status refuse_missing_files(const Context& context, const Installed& installed);

// The units of `installed` that the selectors name; exit code 4 when one names nothing.
[[nodiscard]] Result<std::vector<InstalledUnit>>
units_named(const std::vector<std::string>& selectors, const Installed& installed);

// The units that the selectors name of what is installed in the scope.
[[nodiscard]] Result<std::vector<InstalledUnit>>
units_chosen(const Context& context, const UnitFolders& folders,
             const std::vector<std::string>& selectors);

// The same with the connection that whoever acts on them needs.
struct ChosenUnits
{
  Connection connection;
  std::vector<InstalledUnit> units;
};

[[nodiscard]] Result<ChosenUnits> connect_to_chosen(const Context& context,
                                                    const std::vector<std::string>& selectors);

// The same for what was observed, servers that are not applied included. `servers` begins with the
// states of `installed.units`, in that order.
[[nodiscard]] Result<std::vector<ServerState>>
states_named(const std::vector<std::string>& selectors, const Installed& installed,
             const std::vector<ServerState>& servers);

// The servers, configured or installed, that the selectors name.
[[nodiscard]] Result<std::set<ServerName>> servers_named(const std::vector<std::string>& selectors,
                                                         const std::vector<Server>& configured,
                                                         const Installed& installed);

} // namespace mcpctl
