#include "units/render.hpp"

#include "units/directives.hpp"
#include "units/quote.hpp"
#include "units/shipped.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <stdexcept>

namespace mcpctl {

namespace {

// One server while it is rendered; warnings are said once, not for each instance.
struct Work
{
  const Server& server;
  const Target& target;
  std::vector<std::string> warnings;
};

// The lines of one section. A directive that the target's systemd does not know is left out.
class Section
{
public:
  Section(std::string name, Work& work) : name_(std::move(name)), work_(work) {}

  void add(std::string_view key, std::string_view value)
  {
    if (value.find('\n') != std::string_view::npos) {
      throw std::logic_error(fmt::format("{}= is given two lines", key));
    }
    const unsigned since = directive_since(key);
    if (since > work_.target.systemd_version) {
      warn(fmt::format("{}: {}= needs systemd {}, this is {}; left out", work_.server.name.str(),
                       key, since, work_.target.systemd_version));
      return;
    }
    lines_ += fmt::format("{}={}\n", key, value);
  }
  template <typename T, typename Format>
  void add_set(std::string_view key, const std::optional<T>& value, Format format)
  {
    if (value) {
      add(key, format(*value));
    }
  }
  // The escape hatch comes last, so that it wins.
  void add_raw()
  {
    for (const RawDirective& directive : work_.server.systemd) {
      if (directive.section == name_) {
        add(directive.key, directive.value);
      }
    }
  }
  [[nodiscard]] std::string text() const
  {
    return lines_.empty() ? "" : fmt::format("\n[{}]\n{}", name_, lines_);
  }

private:
  void warn(std::string warning)
  {
    if (std::find(work_.warnings.begin(), work_.warnings.end(), warning) == work_.warnings.end()) {
      work_.warnings.push_back(std::move(warning));
    }
  }
  std::string name_;
  Work& work_;
  std::string lines_;
};

std::string as_is(const std::string& text)
{
  return text;
}
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

std::vector<std::string> argv_of(const Server& server, const InstanceId& id)
{
  std::vector<std::string> argv;
  for (const std::string& argument : server.command.argv) {
    argv.push_back(with_port(argument, port_of(server, id)));
  }
  return argv;
}

// What stands in WorkingDirectory='s stead where that cannot say the path.
std::string_view carried_directory(const Server& server)
{
  const std::string_view path = server.working_directory;
  return path.empty() || fits_working_directory(path) ? std::string_view() : path;
}

TimeSpan settle_of(const Server& server)
{
  const std::string& program = server.command.program;
  const std::string_view name = std::string_view(program).substr(program.rfind('/') + 1);
  // These may look for a newer package before they start the server.
  const bool downloads = name == "npx" || name == "uvx";
  return server.life.settle.value_or(std::chrono::seconds(downloads ? 3 : 1));
}

Marker marker_of(const Server& server, const InstanceId& id, const Target& target)
{
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
          .enabled = server.life.enabled,
          .runtime = target.runtime};
}

bool gives_up(const Life& life)
{
  const bool never_retries =
      life.retry && (*life.retry == TimeSpan::zero() || *life.retry == infinite_span);
  return never_retries || life.restart == RestartPolicy::no;
}

std::string unit_section(Work& work)
{
  const Life& life = work.server.life;
  Section section("Unit", work);
  if (!quote_description(work.server.description).empty()) {
    section.add("Description", quote_description(work.server.description));
  }
  section.add_set("StartLimitIntervalSec", life.start_limit_interval, format_time_span);
  section.add_set("StartLimitBurst", life.start_limit_burst, number);
  if (!gives_up(life)) {
    section.add("OnFailure", "mcpctl-retry@%i.timer");
  }
  section.add_raw();
  return section.text();
}

std::string restart_word(RestartPolicy policy)
{
  switch (policy) {
  case RestartPolicy::always:
    return "always";
  case RestartPolicy::on_failure:
    return "on-failure";
  case RestartPolicy::no:
    return "no";
  }
  return {};
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

void add_identity(Section& section, const Server& server, const InstanceId& id)
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

void add_environment(Section& section, const Work& work, const std::string& own_file)
{
  if (!work.server.command.search_path.empty()) {
    section.add("Environment", quote_environment("PATH", work.server.command.search_path));
  }
  for (const EnvFile& file : work.server.env_files) {
    section.add("EnvironmentFile", quote_environment_file(file.path));
  }
  if (!own_file.empty()) {
    section.add("EnvironmentFile", quote_environment_file(own_file));
  }
}

void add_life(Section& section, const Life& life)
{
  section.add_set("Restart", life.restart, restart_word);
  section.add_set("RestartSec", life.restart_delay, format_time_span);
  if (!life.restart_prevent_exit_status.empty()) {
    section.add("RestartPreventExitStatus",
                fmt::format("{}", fmt::join(life.restart_prevent_exit_status, " ")));
  }
  section.add_set("KillSignal", life.kill_signal, as_is);
  section.add_set("TimeoutStopSec", life.timeout_stop, format_time_span);
  section.add_set("TimeoutStartSec", life.timeout_start, format_time_span);
  section.add_set("ExecReload", life.reload_signal, [](const std::string& signal) {
    return fmt::format("kill -s {} $MAINPID", signal);
  });
}

void add_limits(Section& section, const Limits& limits)
{
  section.add_set("MemoryHigh", limits.memory_high, format_byte_size);
  section.add_set("MemoryMax", limits.memory_max, format_byte_size);
  section.add_set("CPUQuota", limits.cpu_quota_percent,
                  [](unsigned percent) { return fmt::format("{}%", percent); });
  section.add_set("TasksMax", limits.tasks_max, tasks);
}

std::string service_section(Work& work, const InstanceId& id, const std::string& own_file)
{
  const Server& server = work.server;
  Section section("Service", work);
  if (server.service_type == ServiceType::notify) {
    section.add("Type", "notify");
    section.add("NotifyAccess", "all"); // it may be a child of npx that says READY=1
  }
  add_identity(section, server, id);
  add_environment(section, work, own_file);
  section.add("ExecStart", render_exec_start(argv_of(server, id), carried_directory(server)));
  add_life(section, server.life);
  add_limits(section, server.limits);
  section.add_raw();
  return section.text();
}

// The environment is in a file of its own that nobody else can read, because systemctl shows
// Environment= to everyone.
std::string environment_text(const Server& server, const InstanceId& id)
{
  std::string text;
  for (std::size_t i = 0; i < server.env_files.size(); ++i) {
    text += fmt::format("# env_file {}: {}\n", i + 1, server.env_files[i].digest);
  }
  std::map<std::string, std::string> env = server.env;
  if (const auto port = port_of(server, id)) {
    env.try_emplace("PORT", number(*port));
  }
  for (const auto& [name, value] : env) {
    text += render_environment_line(name, value);
  }
  return text;
}

std::string drop_in_text(Work& work, const InstanceId& id, const std::string& own_file)
{
  return render_marker(marker_of(work.server, id, work.target))
         + "# Written by mcpctl apply, which overwrites what is changed here; systemctl edit makes "
           "a file\n"
           "# of its own that wins.\n"
         + unit_section(work) + service_section(work, id, own_file);
}

RenderedUnit render_unit(Work& work, const InstanceId& id)
{
  const Server& server = work.server;
  const UnitPaths paths = unit_paths(id);
  RenderedUnit unit{.id = id,
                    .unit = unit_name(id),
                    .files = {},
                    .exec_argv = carried_argv(argv_of(server, id), carried_directory(server))};
  std::string environment = environment_text(server, id);
  const std::string own_file =
      environment.empty() ? "" : work.target.unit_folder + '/' + paths.environment;
  unit.files.push_back({.path = paths.drop_in, .text = drop_in_text(work, id, own_file)});
  if (!environment.empty()) {
    unit.files.push_back({.path = paths.environment, .text = std::move(environment), .mode = 0600});
  }
  if (server.life.enabled) {
    unit.files.push_back({.path = paths.wants, .text = "../mcp@.service", .is_link = true});
  }
  if (server.life.retry && !gives_up(server.life)) {
    // The empty assignment drops the template's time.
    unit.files.push_back(
        {.path = paths.retry,
         .text =
             fmt::format("# Written by mcpctl apply.\n\n[Timer]\nOnActiveSec=\nOnActiveSec={}\n",
                         format_time_span(*server.life.retry))});
  }
  std::sort(unit.files.begin(), unit.files.end(),
            [](const UnitFile& a, const UnitFile& b) { return a.path < b.path; });
  return unit;
}

void replace_all(std::string& text, std::string_view mark, std::string_view by)
{
  for (std::size_t at = 0; (at = text.find(mark, at)) != std::string::npos; at += by.size()) {
    text.replace(at, mark.size(), by);
  }
}

// The shipped text without the directives that the target's systemd does not take.
std::string for_version(std::string_view shipped, unsigned version)
{
  std::string text;
  while (!shipped.empty()) {
    const std::string_view line = shipped.substr(0, shipped.find('\n') + 1);
    shipped.remove_prefix(line.size());
    if (line.front() == '#' || has_directive(version, line.substr(0, line.find('=')))) {
      text += line;
    }
  }
  return text;
}

} // namespace

Rendering render(const Server& server, const Target& target)
{
  Work work{.server = server, .target = target, .warnings = {}};
  Rendering rendering;
  for (const InstanceId& id : instances_of(server)) {
    rendering.units.push_back(render_unit(work, id));
  }
  rendering.warnings = std::move(work.warnings);
  return rendering;
}

std::vector<UnitFile> render_shared(const Target& target)
{
  const bool user = target.scope == Scope::user;
  const std::string_view boot_target = user ? "default.target" : "multi-user.target";
  std::vector<UnitFile> files;
  for (const ShippedUnit& shipped : shipped_units()) {
    std::string text = for_version(shipped.text, target.systemd_version);
    replace_all(text, "{scope}", user ? "user" : "system");
    replace_all(text, "{boot_target}", boot_target);
    files.push_back({.path = std::string(shipped.name), .text = std::move(text)});
  }
  files.push_back({.path = fmt::format("{}.wants/mcp.target", boot_target),
                   .text = "../mcp.target",
                   .is_link = true});
  std::sort(files.begin(), files.end(),
            [](const UnitFile& a, const UnitFile& b) { return a.path < b.path; });
  return files;
}

} // namespace mcpctl
