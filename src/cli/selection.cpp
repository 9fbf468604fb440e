#include "cli/selection.hpp"

#include "cli/configuration.hpp"
#include "cli/pm2_selectors.hpp"
#include "model/text.hpp"
#include "observe/select.hpp"

#include <algorithm>
#include <filesystem>

namespace mcpctl {

namespace {

std::vector<Marker> markers_of(const Installed& installed)
{
  std::vector<Marker> markers;
  for (const InstalledUnit& unit : installed.units)
    markers.push_back(unit.marker);
  return markers;
}

bool is_there(const std::string& file)
{
  std::error_code failure;
  return file == "-" || std::filesystem::exists(file, failure);
}

// Files and numbers are typed by habit, and PM2 would know them.
Result<std::vector<std::size_t>> chosen_of(const std::vector<Marker>& markers,
                                           const std::vector<std::string>& selectors)
{
  Result<std::vector<std::size_t>> chosen = select_servers(markers, selectors, {});
  if (chosen.ok() || chosen.error().mend.empty())
    return chosen;
  const auto unknown =
      std::find_if_not(selectors.begin(), selectors.end(), [&](const std::string& selector) {
        return select_servers(markers, {selector}, {}).ok();
      });
  if (unknown == selectors.end())
    return chosen;
  if (auto command = in_place_of_pm2_selector(*unknown))
    return Error{chosen.error().code, chosen.error().what, std::move(*command)};
  return chosen;
}

} // namespace

Result<Installed> installed_in_scope(const Context& context, const UnitFolders& folders)
{
  Result<Installed> installed = read_installed(folders);
  if (!installed.ok() || context.options.files.empty())
    return installed;
  const Result<std::vector<std::string>> owners = owners_asked_for(context);
  if (!owners.ok())
    return owners.error();
  std::erase_if(installed->units, [&](const InstalledUnit& unit) {
    return std::find(owners->begin(), owners->end(), unit.marker.owner) == owners->end();
  });
  return installed;
}

Status refuse_missing_files(const Context& context, const Installed& installed)
{
  const auto& files = context.options.files;
  const auto gone = std::find_if_not(files.begin(), files.end(), is_there);
  if (!installed.units.empty() || gone == files.end())
    return Nothing{};
  return Error{ExitCode::no_such_server,
               harmless(*gone) + ": no such file, and no server of it is installed",
               "mcpctl status shows what is installed"};
}

Result<std::vector<InstalledUnit>> units_named(const std::vector<std::string>& selectors,
                                               const Installed& installed)
{
  const Result<std::vector<std::size_t>> chosen = chosen_of(markers_of(installed), selectors);
  if (!chosen.ok())
    return chosen.error();
  std::vector<InstalledUnit> units;
  for (const std::size_t i : *chosen)
    units.push_back(installed.units[i]);
  return units;
}

Result<std::vector<InstalledUnit>> units_chosen(const Context& context, const UnitFolders& folders,
                                                const std::vector<std::string>& selectors)
{
  const Result<Installed> installed = installed_in_scope(context, folders);
  if (!installed.ok())
    return installed.error();
  if (const Status there = refuse_missing_files(context, *installed); !there.ok())
    return there.error();
  return units_named(selectors, *installed);
}

Result<ChosenUnits> connect_to_chosen(const Context& context,
                                      const std::vector<std::string>& selectors)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  Result<std::vector<InstalledUnit>> units = units_chosen(context, connection->folders, selectors);
  if (!units.ok())
    return units.error();
  return ChosenUnits{std::move(*connection), std::move(*units)};
}

Result<std::vector<ServerState>> states_named(const std::vector<std::string>& selectors,
                                              const Installed& installed,
                                              const std::vector<ServerState>& servers)
{
  std::vector<Marker> markers = markers_of(installed);
  for (std::size_t i = markers.size(); i < servers.size(); ++i) {
    markers.push_back({.id = servers[i].id,
                       .owner = servers[i].owner,
                       .tags = servers[i].tags,
                       .argv = servers[i].argv});
  }
  const Result<std::vector<std::size_t>> chosen = chosen_of(markers, selectors);
  if (!chosen.ok())
    return chosen.error();
  std::vector<ServerState> states;
  for (const std::size_t i : *chosen)
    states.push_back(servers[i]);
  return states;
}

Result<std::set<ServerName>> servers_named(const std::vector<std::string>& selectors,
                                           const std::vector<Server>& configured,
                                           const Installed& installed)
{
  std::vector<Marker> markers = markers_of(installed);
  for (const Server& server : configured) {
    for (const InstanceId& id : instances_of(server)) {
      markers.push_back({.id = id,
                         .owner = server.owner,
                         .tags = server.tags,
                         .written = server.command.written,
                         .argv = server.command.argv});
    }
  }
  const Result<std::vector<std::size_t>> chosen = chosen_of(markers, selectors);
  if (!chosen.ok())
    return chosen.error();
  std::set<ServerName> names;
  for (const std::size_t i : *chosen)
    names.insert(markers[i].id.server);
  return names;
}

} // namespace mcpctl
