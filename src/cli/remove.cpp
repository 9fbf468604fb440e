// remove: stops servers, takes their units away, and takes them out of the files that mcpctl wrote.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/hints.hpp"
#include "cli/removal.hpp"
#include "cli/secret_use.hpp"
#include "cli/selection.hpp"
#include "cli/taking_out.hpp"
#include "cli/verbs.hpp"
#include "config/sources.hpp"
#include "plan/plan_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

namespace mcpctl {

namespace {

using Words = std::vector<std::string>;

// Files of servers that mcpctl wrote and never got to apply; the selectors of others stay.
std::vector<OwnEntry> unapplied_among(const Context& context, Words& selectors)
{
  std::vector<OwnEntry> unapplied;
  if (!context.options.files.empty())
    return unapplied;
  std::erase_if(selectors, [&](const std::string& selector) {
    if (!ServerName::parse(selector).ok() || !installed_units_of(context, selector).empty())
      return false;
    std::vector<OwnEntry> entries = own_entries_of(context, selector, "");
    unapplied.insert(unapplied.end(), entries.begin(), entries.end());
    return !entries.empty();
  });
  return unapplied;
}

// What is removed, as it was found when nobody else could change it any more.
struct Chosen
{
  std::vector<InstalledUnit> units;
  std::map<std::string, Marker> whole; // servers of which nothing is left, each with one unit's
};

Result<Chosen> choose(const Context& context, const Words& selectors, Installed installed)
{
  if (!context.options.files.empty()) {
    const Result<Words> owners = owners_asked_for(context);
    if (!owners.ok())
      return owners.error();
    std::erase_if(installed.units, [&](const InstalledUnit& unit) {
      return std::find(owners->begin(), owners->end(), unit.marker.owner) == owners->end();
    });
  }
  Result<std::vector<InstalledUnit>> units = units_named(selectors, installed);
  if (!units.ok())
    return units.error();
  Chosen chosen{.units = std::move(*units), .whole = {}};
  for (const InstalledUnit& unit : chosen.units)
    chosen.whole.emplace(unit.marker.id.server.str(), unit.marker);
  for (const InstalledUnit& unit : installed.units) {
    const bool goes = std::any_of(chosen.units.begin(), chosen.units.end(),
                                  [&](const InstalledUnit& one) { return one.unit == unit.unit; });
    if (!goes)
      chosen.whole.erase(unit.marker.id.server.str());
  }
  return chosen;
}

std::vector<OwnEntry> own_entries_of(const Context& context, const Chosen& chosen)
{
  std::vector<OwnEntry> entries;
  for (const auto& [server, marker] : chosen.whole) {
    for (OwnEntry& entry : own_entries_of(context, server, marker.origin.file))
      entries.push_back(std::move(entry));
  }
  return entries;
}

// The configurations that may tell of what was removed.
std::vector<Context> configurations(const Context& context, const Chosen& chosen)
{
  const std::string defaults = owner_of_default_files(context.places.config_folder);
  std::set<std::string> owners = {defaults};
  for (const InstalledUnit& unit : chosen.units)
    owners.insert(unit.marker.owner);
  std::vector<Context> contexts;
  for (const std::string& owner : owners) {
    std::error_code failure;
    Context one = context;
    one.options.files.clear();
    if (owner != defaults)
      one.options.files = {owner};
    if (owner == defaults ? has_default_files(context.places.config_folder)
                          : std::filesystem::exists(owner, failure))
      contexts.push_back(std::move(one));
  }
  return contexts;
}

void say_configured(const Context& own, const Origin& origin, const std::string& server)
{
  fmt::print(stderr, "{}:{} still configures {}: the next mcpctl{} apply brings it back\n",
             origin.file, origin.line, server, options_as_given(own));
}

// Files written by hand that bring a server back at the next apply, and others of its own kind that
// name in `after` what is no more.
void mention_configured(const Context& context, const Chosen& chosen, const TakingOut& taking)
{
  std::map<std::string, Origin> left;
  for (const InstalledUnit& unit : chosen.units)
    left.emplace(unit.marker.id.server.str(), unit.marker.origin);
  const auto removed = left;
  for (const Context& own : configurations(context, chosen)) {
    const Result<LoadedConfiguration> loaded = load_configuration(own, {});
    const bool good = loaded.ok() && !has_errors(loaded->configuration.diagnostics);
    for (const auto& [server, origin] : removed) {
      const bool of_it = own.options.files.empty() || own.options.files.front() == origin.file;
      if (!good && of_it && !taking.has(server) && std::filesystem::exists(origin.file))
        say_configured(own, origin, server);
    }
    if (loaded.ok() && !good)
      warn(as_typed(own, "the configuration has errors: mcpctl check tells which"));
    for (const Server& server : good ? loaded->configuration.servers : std::vector<Server>{}) {
      if (removed.contains(server.name.str()))
        say_configured(own, server.origin, server.name.str());
    }
  }
}

void say(const Context& context, const Words& words)
{
  for (const std::string& each : words) {
    if (!context.options.quiet && !context.options.json)
      fmt::print("{}\n", each);
  }
  std::fflush(stdout);
}

void mention_what_stays(const Context& context, const Chosen& chosen, const TakingOut& taking)
{
  if (context.options.quiet)
    return;
  mention_configured(context, chosen, taking);
  std::set<ServerName> servers;
  for (const InstalledUnit& unit : chosen.units)
    servers.insert(unit.marker.id.server);
  for (const ServerName& server : servers)
    mention_kept(context, server);
}

// The files go once it is owed that the units go, too: killed at any moment, the next apply
// finishes it.
Result<ExitCode> remove_installed(const Context& context, Connection& connection,
                                  const Words& selectors, TakingOut& taking)
{
  Chosen chosen;
  const auto choose_now = [&](const Installed& now) -> Result<std::vector<InstalledUnit>> {
    Result<Chosen> again = choose(context, selectors, now);
    if (!again.ok())
      return again.error();
    chosen = std::move(*again);
    if (const Status can = require_writable(own_entries_of(context, chosen)); !can.ok())
      return can.error();
    return chosen.units;
  };
  const Removal removal{.choose = choose_now, .why = "removed by hand", .recorded = [&] {
                          return taking.take_out(own_entries_of(context, chosen));
                        }};
  const Result<Applied> applied = carry_out(context, connection, removal);
  if (!applied.ok())
    return applied.error();
  if (const Status finished = taking.finish(); !finished.ok())
    return finished.error();
  say(context, taking.words());
  const ExitCode code = report_removal(context, *applied);
  mention_what_stays(context, chosen, taking);
  return code;
}

Result<ExitCode> remove(const Context& context, Words selectors)
{
  const Result<OwnFolders> folders = OwnFolders::lock(context);
  if (!folders.ok())
    return folders.error();
  const std::vector<OwnEntry> unapplied = unapplied_among(context, selectors);
  if (const Status can = require_writable(unapplied); !can.ok())
    return can.error();
  TakingOut taking(context, *folders);
  if (selectors.empty()) {
    Status taken = taking.take_out(unapplied);
    if (taken.ok())
      taken = taking.finish();
    if (!taken.ok())
      return taken.error();
    say(context, taking.words());
    if (context.options.json)
      fmt::print("{}\n", applied_json(Applied{.changed = true}));
    return ExitCode::done;
  }
  Result<ChosenUnits> chosen = connect_to_chosen(context, selectors);
  if (!chosen.ok())
    return chosen.error();
  if (const Status taken = taking.take_out(unapplied); !taken.ok())
    return taken.error();
  return remove_installed(context, chosen->connection, selectors, taking);
}

} // namespace

Run declare_remove(Options& options)
{
  auto selectors = std::make_shared<Words>();
  options.arguments("SELECTOR", *selectors, "the servers to remove");
  return [selectors](Context& context) { return remove(context, *selectors); };
}

} // namespace mcpctl
