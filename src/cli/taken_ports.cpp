#include "cli/taken_ports.hpp"

#include "cli/configuration.hpp"
#include "cli/own_file.hpp"
#include "config/ports.hpp"
#include "config/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace mcpctl {

namespace {

struct Holder
{
  PortClaim claim;
  Origin origin;
};

std::optional<Holder> configured(const Server& server)
{
  if (!server.port)
    return std::nullopt;
  const unsigned last = *server.port + server.instances.value_or(1) - 1;
  return Holder{{server.name.str(), *server.port, last, {}}, server.origin};
}

// What the default files say, where they are not what was read.
std::vector<Server> default_servers(const Context& context)
{
  Context defaults = context;
  defaults.options.files.clear();
  if (context.options.files.empty() || !has_default_files(context.places.config_folder))
    return {};
  const Result<LoadedConfiguration> loaded = load_configuration(defaults, {});
  return loaded.ok() ? loaded->configuration.servers : std::vector<Server>{};
}

// Each server's instances as one range.
std::vector<Holder> installed_holders(const Installed& installed,
                                      const std::set<std::string>& configured)
{
  std::map<std::string, Holder> holders;
  for (const InstalledUnit& unit : installed.units) {
    const std::string& name = unit.marker.id.server.str();
    const std::optional<unsigned> port = port_in_environment(unit.files);
    if (!port || configured.contains(name))
      continue;
    Holder& holder = holders.try_emplace(name, Holder{{name, *port, *port, {}}, unit.marker.origin})
                         .first->second;
    holder.claim.first = std::min(holder.claim.first, *port);
    holder.claim.last = std::max(holder.claim.last, *port);
  }
  std::vector<Holder> all;
  for (auto& [name, holder] : holders)
    all.push_back(std::move(holder));
  return all;
}

} // namespace

Diagnostics taken_ports(const Context& context, const std::string& server,
                        const Configuration& read, const Installed& installed,
                        const std::string& option)
{
  std::optional<Holder> own;
  std::set<std::string> known;
  for (const Server& one : read.servers) {
    known.insert(one.name.str());
    if (one.name.str() == server)
      own = configured(one);
  }
  if (!own)
    return {};
  std::vector<Holder> others;
  for (const Server& one : default_servers(context)) {
    const std::optional<Holder> holder = configured(one);
    if (known.insert(one.name.str()).second && holder)
      others.push_back(*holder);
  }
  for (Holder& holder : installed_holders(installed, known))
    others.push_back(std::move(holder));
  Diagnostics found;
  for (const Holder& other : others) {
    if (const std::optional<std::string> what = overlap(own->claim, other.claim)) {
      found.push_back(
          {.place = {.file = option},
           .message = *what,
           .hint = fmt::format("defined at {}:{}", shown_path(context, other.origin.file),
                               other.origin.line)});
    }
  }
  return found;
}

} // namespace mcpctl
