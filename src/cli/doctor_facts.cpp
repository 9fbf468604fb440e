#include "cli/doctor_facts.hpp"

#include "cli/configuration.hpp"
#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "cli/site.hpp"
#include "cli/style.hpp"
#include "config/sources.hpp"
#include "doctor/gather.hpp"
#include "doctor/without_secrets.hpp"
#include "exchange/secret_looks.hpp"
#include "observe/detail.hpp"
#include "observe/examine.hpp"
#include "observe/log_line.hpp"
#include "observe/state.hpp"
#include "store/lock.hpp"
#include "systemd/journal.hpp"
#include "systemd/linger.hpp"
#include "systemd/no_manager.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sys/stat.h>

namespace mcpctl {

namespace {

constexpr unsigned log_lines = 40; // of a server that has failed: a stack may be long
constexpr unsigned usual_version = 252;

// What is installed, what of it is asked about, and who answers for it.
struct Case
{
  const Context& context;
  std::optional<Connection> connection; // none: no manager is reached
  UnitFolders folders;
  Installed installed;
  std::vector<InstalledUnit> units; // those asked about, applied ones first
  std::vector<ServerState> states;  // of units
  unsigned version = usual_version;
};

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

// The servers asked about. Without a manager nothing is known of what runs.
Status choose_servers(Case& around, const std::vector<std::string>& selectors, Facts& facts)
{
  if (around.connection) {
    Result<ObservedUnits> observed =
        observe_named(around.context, *around.connection, around.installed, selectors);
    if (!observed.ok())
      return observed.error();
    around.units = std::move(observed->units);
    around.states = std::move(observed->observed.servers);
    while (!around.states.empty() && around.states.back().state == RunState::not_applied) {
      facts.not_applied.push_back(to_string(around.states.back().id));
      around.states.pop_back();
      around.units.pop_back();
    }
    std::reverse(facts.not_applied.begin(), facts.not_applied.end());
    return Nothing{};
  }
  Result<std::vector<InstalledUnit>> units = units_named(selectors, around.installed);
  if (!units.ok())
    return units.error();
  around.units = std::move(*units);
  for (const InstalledUnit& unit : around.units)
    around.states.push_back(state_of_not_applied(unit.marker));
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

// When its files were written last: what a stdio server's sessions wrote before may be mended.
RealTime changed_at(const Case& around, const InstalledUnit& unit)
{
  RealTime last{};
  for (const UnitFile& file : unit.files) {
    struct stat about = {};
    const std::string path = folder_of(unit, around.folders) + "/" + file.path;
    if (::lstat(path.c_str(), &about) != 0)
      continue;
    const RealTime at(std::chrono::seconds(about.st_mtim.tv_sec)
                      + std::chrono::microseconds(about.st_mtim.tv_nsec / 1000));
    last = std::max(last, at);
  }
  return last;
}

bool tells_why(const ServerState& state)
{
  return state.state == RunState::failed || state.state == RunState::restarting
         || state.state == RunState::starting || state.restarts.value_or(0) > 0
         || state.type == ServerType::stdio;
}

// What the caller can read of the secrets that are kept for the server, a line each: a log may
// repeat them.
std::vector<std::string> secret_values(const Case& around, const ServerFacts& server)
{
  constexpr std::size_t shortest = 4; // a shorter one would hide half of the log
  const SecretStore store = secret_store(around.context);
  std::vector<std::string> values;
  for (const SecretSource& secret : server.detail.secrets) {
    const Result<SecretName> name = SecretName::parse(secret.name);
    if (!name.ok())
      continue;
    std::ifstream file(store.path_of(server.detail.state.id.server, *name, Delivery::file));
    for (std::string line; std::getline(file, line);) {
      if (line.size() >= shortest)
        values.push_back(line);
    }
  }
  return values;
}

// The last lines of those that do not run, and of sessions, in one reading.
void add_last_lines(const Case& around, std::vector<ServerFacts>& servers)
{
  std::vector<InstalledUnit> telling;
  std::map<std::string, std::pair<ServerFacts*, RealTime>> wanted; // by unit, and since when
  for (std::size_t i = 0; i < servers.size(); ++i) {
    ServerFacts& server = servers[i];
    if (!tells_why(server.detail.state))
      continue;
    telling.push_back(around.units[i]);
    const bool stdio = server.detail.state.type == ServerType::stdio;
    wanted[around.units[i].unit] = {&server,
                                    stdio ? changed_at(around, around.units[i]) : RealTime{}};
    for (const WrittenFile& file : server.detail.log_files)
      server.last_lines.insert(server.last_lines.end(), file.lines.begin(), file.lines.end());
  }
  if (telling.empty())
    return;
  JournalQuery query = journal_of(around.context.scope, telling);
  query.lines_each = log_lines;
  query.wanted = [](const JournalLine& line) { return !line.from_systemd; };
  // A journal that cannot be read is a finding of its own.
  (void)read_journal(query, -1, [&wanted](const JournalLine& line) {
    const auto found = wanted.find(line.unit);
    if (found != wanted.end() && !line.from_systemd && line.at >= found->second.second)
      found->second.first->last_lines.push_back(line.message);
    return true;
  });
  for (ServerFacts& server : servers) {
    const auto values =
        server.last_lines.empty() ? std::vector<std::string>() : secret_values(around, server);
    for (std::string& line : server.last_lines)
      line = without_values(std::move(line), values);
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

bool others_can_read(const std::string& file)
{
  struct stat about = {};
  if (::stat(file.c_str(), &about) != 0 || (about.st_mode & S_IROTH) == 0)
    return false;
  std::filesystem::path folder = std::filesystem::path(file).parent_path();
  for (; folder.has_relative_path(); folder = folder.parent_path()) {
    if (::stat(folder.c_str(), &about) == 0 && (about.st_mode & S_IXOTH) == 0)
      return false;
  }
  return true;
}

void look_for_clear_text(const std::vector<Server>& servers, ConfigurationFacts& facts)
{
  for (const Server& server : servers) {
    for (const auto& [name, value] : server.env) {
      if (!looks_secret(name, value) || !others_can_read(server.origin.file))
        continue;
      const auto known = std::find_if(
          facts.clear_text.begin(), facts.clear_text.end(),
          [&server](const ClearTextFacts& one) { return one.file == server.origin.file; });
      ClearTextFacts& file =
          known != facts.clear_text.end()
              ? *known
              : facts.clear_text.emplace_back(ClearTextFacts{server.origin.file, {}});
      file.names.push_back(name + " of " + server.name.str());
    }
  }
}

void look_at_configuration(const Case& around, Facts& facts)
{
  ConfigurationFacts& configuration = facts.configuration;
  std::vector<Context> contexts = configurations_of(around.context, around.installed);
  if (contexts.empty())
    contexts.push_back(around.context);
  for (const Context& one : contexts) {
    Result<LoadedConfiguration> loaded = load_configuration(one, {.installed = &around.installed});
    if (!loaded.ok()) {
      configuration.unread = loaded.error();
      configuration.any = !one.options.files.empty() || has_default_files(one.places.config_folder);
      continue;
    }
    configuration.any = true;
    Diagnostics& said = loaded->configuration.diagnostics;
    configuration.diagnostics.insert(configuration.diagnostics.end(), said.begin(), said.end());
    if (!has_errors(said))
      look_for_clear_text(loaded->configuration.servers, configuration);
    for (const std::string& file : one.options.files) {
      if (!file.ends_with(".toml") && file != "-")
        configuration.lists.push_back(owner_of(file, around.context.environment.working_directory));
    }
  }
}

std::vector<FolderInUse> folders_in_use(const Case& around, const Facts& facts)
{
  std::vector<FolderInUse> folders = {
      {around.folders.persistent, "units"},
      {around.context.places.config_folder, "the configuration and secrets"},
      {facts.journal.system.on_disk ? "/var/log/journal" : "/run/log/journal", "the journal"}};
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
  facts.machine = look_at_machine(environment.uid, facts.servers, facts.processes);
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
