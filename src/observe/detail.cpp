#include "observe/detail.hpp"

#include "observe/drop_in.hpp"
#include "units/companion.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <string_view>

namespace mcpctl {

namespace {

constexpr std::string_view own_environment_file = "/10-mcpctl.env";
constexpr std::string_view template_file = "mcp@.service";

std::string single_percent(std::string_view text)
{
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text.substr(i, 2) == "%%")
      ++i;
  }
  return out;
}

std::string unescaped(std::string_view text)
{
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      ++i;
    out += text[i];
  }
  return out;
}

// The name of the secret that is kept at `path`; empty: none is.
std::string_view secret_at(std::string_view path, const ServerName& server)
{
  constexpr std::string_view ending = ".env";
  const std::size_t name = path.rfind('/') + 1;
  const bool kept = name > 0 && path.ends_with(ending)
                    && path.substr(0, name).ends_with("/secrets/" + server.str() + "/");
  const std::string_view text = kept ? path.substr(name, path.size() - name - ending.size()) : "";
  return SecretName::parse(text).ok() ? text : std::string_view();
}

std::vector<EnvironmentFile> environment_files_of(const InstalledUnit& unit)
{
  std::vector<EnvironmentFile> files;
  for (const std::string& value : directives(unit.files, "EnvironmentFile")) {
    const bool ours =
        value.ends_with(own_environment_file) || !secret_at(value, unit.marker.id.server).empty();
    if (!ours)
      files.push_back({unescaped(single_percent(value)), {}});
  }
  return files;
}

std::vector<SecretSource> secrets_of(const InstalledUnit& unit)
{
  std::vector<SecretSource> secrets;
  for (const std::string& value : directives(unit.files, "EnvironmentFile")) {
    if (const auto name = secret_at(value, unit.marker.id.server); !name.empty())
      secrets.push_back(
          {std::string(name), Delivery::environment, unescaped(single_percent(value)), {}});
  }
  for (const std::string& value : directives(unit.files, "LoadCredential")) {
    const std::size_t colon = value.find(':');
    if (colon != std::string::npos)
      secrets.push_back(
          {value.substr(0, colon), Delivery::file, single_percent(value.substr(colon + 1)), {}});
  }
  return secrets;
}

// PATH stands in the drop-in itself.
std::optional<std::vector<std::string>> environment_of(const InstalledUnit& unit)
{
  std::optional<std::vector<std::string>> names = environment_names(unit.files);
  if (names && !unit.marker.search_path.empty()
      && std::find(names->begin(), names->end(), "PATH") == names->end())
    names->insert(std::upper_bound(names->begin(), names->end(), "PATH"), "PATH");
  return names;
}

std::string user_of(const InstalledUnit& unit)
{
  if (directive(unit.files, "DynamicUser") == "yes")
    return "dynamic";
  return directive(unit.files, "User").value_or("");
}

std::vector<std::string> paths_of(const InstalledUnit& unit, const std::string& folder)
{
  std::vector<std::string> paths;
  if (!is_socket(unit.unit))
    paths.push_back(folder + "/" + std::string(template_file));
  for (const UnitFile& file : unit.files)
    paths.push_back(folder + "/" + file.path);
  return paths;
}

// "%S" is where state folders of the system's manager are (systemd.unit(5), SPECIFIERS).
std::string folder_in_words(const std::string& directive)
{
  constexpr std::string_view state = "%S/";
  if (directive.starts_with(state))
    return "/var/lib/" + directive.substr(state.size());
  return single_percent(directive);
}

std::string description_of(const InstalledUnit& unit)
{
  const std::vector<std::string> values = own_directives(unit.files, "Description");
  if (values.empty() || values.back() == "MCP server " + unit.marker.id.server.str())
    return "";
  return single_percent(values.back());
}

// The words of a directive of the unit that is started and stopped.
std::vector<std::string> words_of(const std::vector<UnitFile>& files, std::string_view key)
{
  std::vector<std::string> words;
  for (const std::string& value : own_directives(files, key)) {
    std::istringstream text(value);
    for (std::string word; text >> word;)
      words.push_back(word);
  }
  return words;
}

std::vector<EarlierServer> predecessors_of(const InstalledUnit& unit)
{
  std::vector<EarlierServer> after;
  for (const std::string& word : words_of(unit.files, "After")) {
    const std::optional<InstanceId> id = instance_of_unit(word);
    after.push_back({id ? to_string(*id) : word, {}});
  }
  return after;
}

// When it is tried again after it has failed; the template says so where no drop-in does.
std::optional<TimeSpan> retry_of(const InstalledUnit& unit)
{
  constexpr TimeSpan of_the_template = std::chrono::seconds(60);
  const std::vector<std::string> handlers = words_of(unit.files, "OnFailure");
  if (std::none_of(handlers.begin(), handlers.end(),
                   [](const std::string& handler) { return handler.starts_with("mcpctl-retry@"); }))
    return std::nullopt;
  const std::string drop_in = companion_drop_in(CompanionKind::retry, unit.marker.id);
  for (const UnitFile& file : unit.files) {
    constexpr std::string_view key = "OnActiveSec=";
    const std::size_t at = file.text.rfind(key);
    if (file.path != drop_in || at == std::string::npos)
      continue;
    const std::string_view value = std::string_view(file.text).substr(at + key.size());
    const Result<TimeSpan> span = parse_time_span(value.substr(0, value.find('\n')));
    return span.ok() ? *span : of_the_template;
  }
  return of_the_template;
}

std::vector<HelperState> helpers_of(const InstalledUnit& unit)
{
  const std::vector<std::string> beside = running_companions(unit.files);
  std::vector<HelperState> helpers;
  for (const UnitFile& file : unit.files) {
    const auto kind = companion_kind_of(file);
    if (!kind)
      continue;
    const std::string name = *companion_of(file);
    const bool runs = std::find(beside.begin(), beside.end(), name) != beside.end();
    if (runs || kind == CompanionKind::rotate)
      helpers.push_back(
          {.unit = name, .setting = std::string(companion_setting(*kind)), .in_passing = !runs});
  }
  std::sort(helpers.begin(), helpers.end(),
            [](const HelperState& a, const HelperState& b) { return a.unit < b.unit; });
  return helpers;
}

std::optional<std::uint64_t> limit_in(std::uint64_t value)
{
  return value == no_limit ? std::nullopt : std::optional(value);
}

std::optional<std::uint64_t> percent_in(std::uint64_t usec_per_sec)
{
  return usec_per_sec == no_limit ? std::nullopt : std::optional(usec_per_sec / 10'000);
}

} // namespace

std::vector<std::string> foreign_drop_ins(const std::vector<std::string>& loaded,
                                          const ServerDetail& server)
{
  std::vector<std::string> foreign;
  std::copy_if(loaded.begin(), loaded.end(), std::back_inserter(foreign),
               [&server](const std::string& path) {
                 return std::find(server.files.begin(), server.files.end(), path)
                        == server.files.end();
               });
  return foreign;
}

const std::string& folder_of(const InstalledUnit& unit, const UnitFolders& folders)
{
  return unit.where == Where::persistent ? folders.persistent : folders.runtime;
}

std::string service_of(const InstalledUnit& unit)
{
  return is_socket(unit.unit) ? sample_session(unit.marker.id.server) : unit.unit;
}

ServerDetail detail_of(const ServerState& state, const InstalledUnit& unit,
                       const UnitFolders& folders)
{
  const auto value = [&unit](std::string_view key) {
    return directive(unit.files, key).value_or("");
  };
  ServerDetail server{.state = state,
                      .description = description_of(unit),
                      .written = unit.marker.written,
                      .program = unit.marker.program,
                      .working_directory = folder_in_words(value("WorkingDirectory")),
                      .user = user_of(unit),
                      .group = value("Group"),
                      .files = paths_of(unit, folder_of(unit, folders)),
                      .environment = environment_of(unit),
                      .environment_files = environment_files_of(unit),
                      .secrets = secrets_of(unit),
                      .after = predecessors_of(unit),
                      .helpers = helpers_of(unit)};
  server.memory_max.written = value("MemoryMax");
  server.memory_high.written = value("MemoryHigh");
  server.cpu_quota.written = value("CPUQuota");
  server.tasks_max.written = value("TasksMax");
  server.restart.retry = retry_of(unit);
  return server;
}

void add_settings(ServerDetail& server, const UnitSettings& settings,
                  const std::vector<std::string>& counted)
{
  const auto counts = [&counted](const char* controller) {
    return std::find(counted.begin(), counted.end(), controller) != counted.end();
  };
  server.memory_max.amount = limit_in(settings.memory_max);
  server.memory_high.amount = limit_in(settings.memory_high);
  server.cpu_quota.amount = percent_in(settings.cpu_usec_per_sec);
  server.tasks_max.amount = limit_in(settings.tasks_max);
  server.memory_max.enforced = server.memory_high.enforced = counts("memory");
  server.cpu_quota.enforced = counts("cpu");
  server.tasks_max.enforced = counts("pids");
  server.restart.policy = settings.restart;
  server.restart.delay = TimeSpan(settings.restart_usec);
  server.restart.burst = settings.start_burst;
  server.restart.interval = TimeSpan(settings.start_interval_usec);
}

} // namespace mcpctl
