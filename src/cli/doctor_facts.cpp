#include "cli/doctor_facts.hpp"

#include "cli/configuration.hpp"
#include "cli/doctor_case.hpp"
#include "cli/observation.hpp"
#include "cli/style.hpp"
#include "config/sources.hpp"
#include "doctor/gather.hpp"
#include "observe/examine.hpp"
#include "observe/state.hpp"
#include "store/lock.hpp"
#include "systemd/linger.hpp"
#include "systemd/no_manager.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <sys/stat.h>

namespace mcpctl {

namespace {

void look_at_manager(Case& around, Facts& facts)
{
  Result<Connection> connection = connect(around.context);
  const WayToManager way =
      look_for_manager(around.context.scope, around.context.environment.runtime_dir);
  facts.manager.bus = around.context.scope == Scope::user
                          ? user_bus_socket(around.context.environment.runtime_dir)
                          : "/run/dbus/system_bus_socket";
  facts.manager.bus_listens = way.bus_socket;
  facts.manager.bus_installed = way.bus_installed;
  around.folders = default_folders(around.context);
  if (!connection.ok()) {
    facts.manager.unreachable = connection.error();
    return;
  }
  around.connection = std::move(*connection);
  around.folders = around.connection->folders;
  Manager& manager = around.connection->manager;
  if (const Result<unsigned> version = manager.version(); version.ok())
    around.version = facts.manager.version = *version;
  const ControlGroups groups = ControlGroups::find();
  std::error_code unknown;
  facts.manager.unified = std::filesystem::exists("/sys/fs/cgroup/cgroup.controllers", unknown);
  const Result<std::string> group = manager.control_group();
  for (const char* controller : {"memory", "cpu", "pids"}) {
    if (group.ok() && groups.has_controller(*group, controller))
      facts.manager.controllers.emplace_back(controller);
  }
}

void look_at_runtime_dir(const Environment& environment, RuntimeDirFacts& facts)
{
  // As it is set, of use or not: all others go by what Environment makes of it.
  const char* set = std::getenv("XDG_RUNTIME_DIR"); // NOLINT(concurrency-mt-unsafe)
  facts.set = set == nullptr ? "" : set;
  facts.used = environment.runtime_dir;
  struct stat about = {};
  if (!facts.set.empty() && ::stat(facts.set.c_str(), &about) == 0)
    facts.owner = about.st_uid;
}

std::set<std::string> names_asked(const Case& around, const Facts& facts)
{
  std::set<std::string> names;
  for (const ServerState& state : around.states)
    names.insert(state.id.server.str());
  for (const auto* servers : {&facts.not_applied, &around.broken}) {
    for (const NotApplied& server : *servers)
      names.insert(server.name.substr(0, server.name.find(':')));
  }
  return names;
}

bool is_installed(const Case& around, const std::string& name)
{
  return std::any_of(
      around.installed.units.begin(), around.installed.units.end(),
      [&name](const InstalledUnit& unit) { return unit.marker.id.server.str() == name; });
}

// Takes the names of servers that are not there because of errors: these are to be told.
void take_broken(Case& around, std::vector<std::string>& selectors)
{
  for (const NotApplied& server : servers_with_errors(around)) {
    if (!is_installed(around, server.name) && std::erase(selectors, server.name) > 0)
      around.broken.push_back(server);
  }
}

// With a manager, which tells the states, too.
Status choose_observed(Case& around, const std::vector<std::string>& selectors, Facts& facts)
{
  Result<ObservedUnits> observed =
      observe_named(around.context, *around.connection, around.installed, selectors);
  if (!observed.ok())
    return observed.error();
  around.units = std::move(observed->units);
  around.states = std::move(observed->observed.servers);
  while (!around.states.empty() && around.states.back().state == RunState::not_applied) {
    const ServerState& state = around.states.back();
    facts.not_applied.push_back({to_string(state.id), state.owner});
    around.states.pop_back();
    around.units.pop_back();
  }
  std::reverse(facts.not_applied.begin(), facts.not_applied.end());
  return Nothing{};
}

// Without a manager nothing is known of what runs.
Status choose_installed(Case& around, const std::vector<std::string>& selectors)
{
  Result<std::vector<InstalledUnit>> units = units_named(selectors, around.installed);
  if (!units.ok())
    return units.error();
  around.units = std::move(*units);
  for (const InstalledUnit& unit : around.units)
    around.states.push_back(state_of_not_applied(unit.marker));
  return Nothing{};
}

// The servers asked about.
Status choose_servers(Case& around, std::vector<std::string> selectors, Facts& facts)
{
  const bool all = selectors.empty();
  if (!all)
    take_broken(around, selectors);
  if (all || !selectors.empty()) {
    Status chosen = around.connection ? choose_observed(around, selectors, facts)
                                      : choose_installed(around, selectors);
    if (!chosen.ok())
      return chosen;
  }
  if (!all)
    around.asked = names_asked(around, facts);
  return Nothing{};
}

Result<std::vector<ServerDetail>> details_of(Case& around, const ControlGroups& groups)
{
  if (!around.connection)
    return examine_files(around.states, around.units, around.folders);
  return examine({.manager = around.connection->manager,
                  .scope = around.context.scope,
                  .folders = around.folders,
                  .installed = around.installed,
                  .groups = groups,
                  .logs = false},
                 around.states, around.units);
}

void add_bad_secrets(const Case& around, const InstalledUnit& unit, ServerFacts& server)
{
  // Only their owner can tell.
  if (around.context.scope == Scope::system && around.context.environment.uid != 0)
    return;
  const SecretStore store = secret_store(around.context);
  for (const SecretSource& secret : server.detail.secrets) {
    const Result<SecretName> name = SecretName::parse(secret.name);
    if (!name.ok())
      continue;
    const auto safe = store.check(unit.marker.id.server, *name, secret.delivery);
    if (!safe.ok())
      server.bad_secrets.push_back(safe.error());
  }
}

Status look_at_servers(Case& around, Facts& facts)
{
  const ControlGroups groups = ControlGroups::find();
  Result<std::vector<ServerDetail>> details = details_of(around, groups);
  if (!details.ok())
    return details.error();
  for (std::size_t i = 0; i < details->size(); ++i) {
    facts.servers.push_back(look_at_server(around.units[i], std::move(details->at(i)), groups));
    add_bad_secrets(around, around.units[i], facts.servers.back());
    if (around.units[i].marker.enabled && around.units[i].where == Where::persistent)
      facts.boot.to_be_run.push_back(to_string(around.units[i].marker.id));
  }
  if (around.connection)
    add_last_lines(around, facts.servers);
  return Nothing{};
}

// The files that all servers share are in one of the two folders.
void look_at_shared_units(const Case& around, Facts& facts)
{
  const Installed& installed = around.installed;
  if (installed.units.empty())
    return;
  const bool persistent =
      !installed.shared.empty()
      || std::any_of(installed.units.begin(), installed.units.end(),
                     [](const InstalledUnit& unit) { return unit.where == Where::persistent; });
  Target target = around.connection ? target_of(around.context, *around.connection, around.version)
                                    : Target{.scope = around.context.scope};
  target.runtime = !persistent;
  target.unit_folder = persistent ? around.folders.persistent : around.folders.runtime;
  facts.units.shared =
      compare_shared({.folder = target.unit_folder,
                      .expected = render_shared(target),
                      .found = persistent ? installed.shared : installed.shared_runtime,
                      .can_differ = around.connection.has_value()});
}

void look_at_units(Case& around, Facts& facts)
{
  look_at_shared_units(around, facts);
  const auto& links = around.installed.shared;
  facts.boot.target_is_wanted = std::any_of(links.begin(), links.end(), [](const UnitFile& file) {
    return file.is_link && file.path.ends_with("/mcp.target");
  });
  std::vector<std::string> unit_path = {around.folders.persistent, around.folders.runtime};
  if (around.connection) {
    const auto path = around.connection->manager.unit_path();
    unit_path = path.ok() ? *path : unit_path;
  }
  look_for_shadows(around.installed, around.folders, unit_path, facts.units);
  const Result<LockView> lock = look_at_lock(around.folders.persistent, boot_id());
  if (!lock.ok())
    return;
  facts.units.apply_runs = lock->held;
  for (const Owed& owed : lock->debt)
    facts.units.owed.push_back(to_string(owed));
}

std::vector<FolderInUse> folders_in_use(const Case& around, const Facts& facts)
{
  std::vector<FolderInUse> folders = {
      {around.folders.persistent, "units"},
      {around.context.places.config_folder, "the configuration and secrets"},
      {facts.journal.system.in_memory ? "/run/log/journal" : "/var/log/journal", "the journal"}};
  for (const ServerFacts& server : facts.servers) {
    for (const WrittenFile& file : server.detail.log_files)
      folders.push_back({std::filesystem::path(file.path).parent_path().string(),
                         "the log files of " + to_string(server.detail.state.id)});
  }
  return folders;
}

void look_around(const Case& around, Facts& facts)
{
  const Environment& environment = around.context.environment;
  look_at_runtime_dir(environment, facts.runtime_dir);
  if (const Result<bool> linger = linger_enabled(environment.uid); linger.ok())
    facts.boot.lingers = *linger;
  facts.processes = look_at_processes();
  facts.holders = look_at_ports(facts.servers, facts.processes);
  facts.pm2 = look_for_pm2(around.context.scope, environment.user, environment.home);
  facts.journal = look_at_journal_of(around.context.scope, environment.uid, environment.user);
  facts.machine = look_at_machine(facts.scope == Scope::system ? "root" : environment.user,
                                  facts.servers, facts.processes);
  facts.machine.disks = look_at_disks(folders_in_use(around, facts));
}

} // namespace

Result<Facts> gather_facts(const Context& context, const std::vector<std::string>& selectors)
{
  Facts facts{.scope = context.scope,
              .now = now(),
              .uid = context.environment.uid,
              .user = context.environment.user,
              .usual_owner = context.options.files.empty()
                                 ? owner_of_default_files(context.places.config_folder)
                                 : ""};
  Case around{.context = context, .connection = {}, .folders = {}, .installed = {}};
  look_at_manager(around, facts);
  Result<Installed> installed = installed_in_scope(context, around.folders);
  if (!installed.ok())
    return installed.error();
  around.installed = std::move(*installed);
  if (const Status chosen = choose_servers(around, selectors, facts); !chosen.ok())
    return chosen.error();
  if (const Status looked = look_at_servers(around, facts); !looked.ok())
    return looked.error();
  look_at_units(around, facts);
  look_at_configuration(around, facts);
  look_around(around, facts);
  return facts;
}

} // namespace mcpctl
