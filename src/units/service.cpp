#include "units/service.hpp"

#include "units/quote.hpp"
#include "units/render_secrets.hpp"
#include "units/streams.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace mcpctl {

namespace {

std::string number(std::uint64_t n)
{
  return fmt::format("{}", n);
}
std::string tasks(std::uint64_t n)
{
  return n == UINT64_MAX ? "infinity" : number(n);
}

std::string with_port(std::string text, std::optional<unsigned> port)
{
  constexpr std::string_view mark = "{port}";
  for (std::size_t at = 0; port && (at = text.find(mark, at)) != std::string::npos;) {
    const std::string digits = number(*port);
    text.replace(at, mark.size(), digits);
    at += digits.size();
  }
  return text;
}

std::optional<unsigned> port_of(const Server& server, const InstanceId& id)
{
  return server.port ? std::optional(*server.port + id.index.value_or(1) - 1) : std::nullopt;
}

TimeSpan settle_of(const Server& server)
{
  const std::string& program = server.command.program;
  const std::string_view name = std::string_view(program).substr(program.rfind('/') + 1);
  // These may look for a newer package before they start the server.
  const bool downloads = name == "npx" || name == "uvx";
  return server.life.settle.value_or(std::chrono::seconds(downloads ? 3 : 1));
}

// A user of each unit's own: from the unit alone systemd would take the template's name, and all
// servers would be one user. A name that is no user name (systemd.exec(5), User=) is hashed.
std::string dynamic_user_of(const InstanceId& id)
{
  constexpr std::size_t longest = 31 - std::string_view("mcp-").size();
  const std::string name = to_string(id);
  const bool fits =
      name.size() <= longest
      && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (fits)
    return "mcp-" + name;
  std::uint64_t hash = 0xcbf29ce484222325; // FNV-1a
  for (const char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  return fmt::format("mcp_{:016x}", hash);
}

} // namespace

std::vector<std::string> argv_of(const Server& server, const InstanceId& id)
{
  std::vector<std::string> argv;
  for (const std::string& argument : server.command.argv) {
    argv.push_back(with_port(argument, port_of(server, id)));
  }
  return argv;
}

// With level prefixes, "<6>" at the start of a line on standard error would make it look like one
// of standard output.
std::vector<std::string> service_argv(const Server& server, const InstanceId& id)
{
  std::vector<std::string> argv;
  if (all_to_journal(server))
    argv = {"/usr/bin/systemd-cat", "--identifier=mcp@" + to_string(id),
            "--priority=info",      "--stderr-priority=warning",
            "--level-prefix=false", "--"};
  for (std::string& word : carried_argv(argv_of(server, id), carried_directory(server)))
    argv.push_back(std::move(word));
  return argv;
}

// What stands in WorkingDirectory='s stead where that cannot say the path.
std::string_view carried_directory(const Server& server)
{
  const std::string_view path = server.working_directory;
  return path.empty() || fits_working_directory(path) ? std::string_view() : path;
}

Marker marker_of(const Server& server, const InstanceId& id, const Target& target)
{
  std::vector<std::string> after;
  for (const Predecessor& earlier : server.after)
    after.push_back(earlier.server.str());
  return {.id = id,
          .origin = server.origin,
          .owner = server.owner,
          .profile = server.profile,
          .type = server.type,
          .url = with_port(server.url, port_of(server, id)),
          .tags = server.tags,
          .written = server.command.written,
          .program = server.command.program,
          .search_path = server.command.search_path,
          .argv = argv_of(server, id),
          .settle = settle_of(server),
          .log_date_format = server.log_date_format,
          .enabled = server.life.enabled,
          .runtime = target.runtime,
          .after = std::move(after),
          .on_failure = server.on_failure};
}

// The environment is in a file of its own that nobody else can read, because systemctl shows
// Environment= to everyone.
std::string environment_text(const Server& server, const InstanceId& id)
{
  std::string text;
  for (std::size_t i = 0; i < server.env_files.size(); ++i) {
    text += fmt::format("# env_file {}: {}\n", i + 1, server.env_files[i].digest);
  }
  text += secret_comments(server);
  std::map<std::string, std::string> env = server.env;
  if (const auto port = port_of(server, id)) {
    env.try_emplace("PORT", number(*port));
  }
  if (id.index) {
    env.try_emplace("MCP_INSTANCE", number(*id.index));
  }
  for (const auto& [name, value] : env) {
    text += render_environment_line(name, value);
  }
  return text;
}

// No Requires=: it would stop and start a healthy server with a crashing one, and leave it looking
// stopped by hand.
void add_order(Section& section, const Server& server)
{
  std::vector<std::string> units;
  for (const Predecessor& earlier : server.after)
    units.insert(units.end(), earlier.units.begin(), earlier.units.end());
  if (units.empty())
    return;
  section.add("Wants", fmt::format("{}", fmt::join(units, " ")));
  section.add("After", fmt::format("{}", fmt::join(units, " ")));
}

void add_account(Section& section, const Server& server, const InstanceId& id)
{
  if (server.dynamic_user) {
    section.add("DynamicUser", "yes");
    section.add("User", dynamic_user_of(id));
  } else if (!server.user.empty()) {
    section.add("User", server.user);
  }
  if (!server.group.empty()) {
    section.add("Group", server.group);
  }
}

void add_identity(Section& section, const Server& server, const InstanceId& id)
{
  add_account(section, server, id);
  if (server.working_directory.empty()) {
    // Instances share the folder as they would share any cwd, but for users of their own each.
    std::string folder = "mcp/" + server.name.str();
    if (server.dynamic_user && id.index) {
      folder += fmt::format("/{}", *id.index);
    }
    section.add("StateDirectory", folder);
    section.add("WorkingDirectory", "%S/" + folder);
  } else if (fits_working_directory(server.working_directory)) {
    section.add("WorkingDirectory", quote_path(server.working_directory));
  }
}

void add_environment(Section& section, const Server& server, const std::string& own_file)
{
  if (!server.command.search_path.empty()) {
    section.add("Environment", quote_environment("PATH", server.command.search_path));
  }
  for (const EnvFile& file : server.env_files) {
    section.add("EnvironmentFile", quote_environment_file(file.path));
  }
  if (!own_file.empty()) {
    section.add("EnvironmentFile", quote_environment_file(own_file));
  }
  for (const auto& [key, value] : secret_directives(server))
    section.add(key, value);
}

void add_stop(Section& section, const Life& life)
{
  section.add_set("KillSignal", life.kill_signal, [](const std::string& signal) { return signal; });
  section.add_set("TimeoutStopSec", life.timeout_stop, format_time_span);
}

void add_limits(Section& section, const Limits& limits)
{
  section.add_set("MemoryHigh", limits.memory_high, format_byte_size);
  section.add_set("MemoryMax", limits.memory_max, format_byte_size);
  section.add_set("CPUQuota", limits.cpu_quota_percent,
                  [](unsigned percent) { return fmt::format("{}%", percent); });
  section.add_set("TasksMax", limits.tasks_max, tasks);
}

std::vector<UnitFile> sorted(std::vector<UnitFile> files)
{
  std::sort(files.begin(), files.end(),
            [](const UnitFile& a, const UnitFile& b) { return a.path < b.path; });
  return files;
}

} // namespace mcpctl
