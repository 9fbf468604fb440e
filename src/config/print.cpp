#include "config/print.hpp"

#include "config/shell_words.hpp"
#include "config/toml_text.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <map>

namespace mcpctl {

namespace {

// Lines of one table: "key = value".
class Lines
{
public:
  void raw(std::string_view key, std::string_view value)
  {
    text_ += fmt::format("{} = {}\n", toml_key(key), value);
  }
  void string(std::string_view key, std::string_view value)
  {
    if (!value.empty())
      raw(key, toml_string(value));
  }
  void strings(std::string_view key, const std::vector<std::string>& values)
  {
    if (!values.empty())
      raw(key, toml_array(values));
  }
  void number(std::string_view key, const std::optional<unsigned>& value)
  {
    if (value)
      raw(key, std::to_string(*value));
  }
  void span(std::string_view key, const std::optional<TimeSpan>& value)
  {
    if (value)
      string(key, format_time_span(*value));
  }
  void size(std::string_view key, const std::optional<ByteSize>& value)
  {
    if (value)
      string(key, format_byte_size(*value));
  }
  void table(std::string_view key, const std::map<std::string, std::string>& values)
  {
    std::string table;
    for (const auto& [name, value] : values)
      table +=
          fmt::format("{}{} = {}", table.empty() ? " " : ", ", toml_key(name), toml_string(value));
    if (!table.empty())
      raw(key, "{" + table + " }");
  }
  void secrets(const std::vector<Secret>& secrets)
  {
    std::string array;
    for (const Secret& secret : secrets) {
      array += array.empty() ? "" : ", ";
      array += secret.delivery == Delivery::file
                   ? fmt::format("{{ {} = {{ file = true }} }}", secret.name.str())
                   : toml_string(secret.name.str());
    }
    if (!array.empty())
      raw("secrets", "[" + array + "]");
  }
  void begin_table(std::string_view header) { text_ += fmt::format("[{}]\n", header); }

  [[nodiscard]] std::string take() { return std::move(text_); }

private:
  std::string text_;
};

// As an array where that says the same; a string where it was one, since selectors compare the
// line as it was written.
void print_command(std::string_view key, const Command& command, Lines& lines)
{
  std::vector<std::string> words = command.argv;
  words.front() = command.program;
  if (join_shell_words(words) == command.written)
    lines.strings(key, words);
  else
    lines.string(key, command.written);
}

void print_run(const Server& server, Lines& lines)
{
  lines.string("description", server.description);
  lines.strings("tags", server.tags);
  if (server.type != ServerType::none)
    lines.string("type", server.type == ServerType::http ? "http" : "stdio");
  print_command("command", server.command, lines);
  lines.string("cwd", server.working_directory);
  lines.table("env", server.env);
  std::vector<std::string> files;
  for (const EnvFile& file : server.env_files)
    files.push_back(file.path);
  lines.strings("env_file", files);
  lines.secrets(server.secrets);
  lines.string("user", server.dynamic_user ? "dynamic" : server.user);
  lines.string("group", server.group);
  if (server.service_type == ServiceType::notify)
    lines.string("service_type", "notify");
  lines.number("instances", server.instances);
  lines.number("port", server.port);
  lines.string("url", server.url);
  lines.table("headers", server.headers);
  lines.number("max_sessions", server.max_sessions);
}

const char* name_of(RestartPolicy policy)
{
  switch (policy) {
  case RestartPolicy::always:
    return "always";
  case RestartPolicy::on_failure:
    return "on-failure";
  case RestartPolicy::no:
    break;
  }
  return "no";
}

void print_life(const Life& life, Lines& lines)
{
  if (!life.enabled)
    lines.raw("enabled", "false");
  if (life.restart)
    lines.string("restart", name_of(*life.restart));
  lines.span("restart_sec", life.restart_delay);
  lines.number("start_limit_burst", life.start_limit_burst);
  lines.span("start_limit_interval_sec", life.start_limit_interval);
  lines.span("retry_sec", life.retry);
  lines.strings("restart_prevent_exit_status", life.restart_prevent_exit_status);
  lines.string("kill_signal", life.kill_signal.value_or(""));
  lines.span("timeout_stop_sec", life.timeout_stop);
  lines.span("timeout_start_sec", life.timeout_start);
  lines.span("settle_sec", life.settle);
  lines.string("reload_signal", life.reload_signal.value_or(""));
  lines.string("restart_on_calendar", life.restart_on_calendar);
}

void print_watch(const Watch& watch, Lines& lines)
{
  lines.strings("watch", watch.paths);
  if (watch.paths.empty())
    return;
  lines.strings("watch_ignore", watch.ignore);
  lines.span("watch_delay_sec", watch.delay);
}

void print_order(const Server& server, Lines& lines)
{
  std::vector<std::string> after;
  for (const Predecessor& earlier : server.after)
    after.push_back(earlier.server.str());
  lines.strings("after", after);
}

void print_target(std::string_view key, const LogTarget& target, Lines& lines)
{
  if (target.kind == LogTarget::Kind::null)
    lines.string(key, "null");
  else
    lines.string(key, target.path);
}

void print_rotation(const LogRotation& rotation, Lines& lines)
{
  if (rotation.size)
    lines.string("log_rotate_size", format_byte_size({.amount = *rotation.size}));
  lines.string("log_rotate_on_calendar", rotation.on_calendar);
  lines.span("log_rotate_max_age", rotation.max_age);
  lines.number("log_rotate_keep", rotation.keep);
  if (rotation.compress)
    lines.raw("log_compress", "true");
}

void print_logs(const Logs& logs, Lines& lines)
{
  print_target("stdout", logs.out, lines);
  print_target("stderr", logs.err, lines);
  lines.string("log_level_max", logs.level_max);
  if (logs.rotation)
    print_rotation(*logs.rotation, lines);
}

void print_limits(const Limits& limits, Lines& lines)
{
  lines.size("memory_max", limits.memory_max);
  lines.size("memory_high", limits.memory_high);
  if (limits.cpu_quota_percent)
    lines.string("cpu_quota", std::to_string(*limits.cpu_quota_percent) + "%");
  if (limits.tasks_max == UINT64_MAX)
    lines.string("tasks_max", "infinity");
  else if (limits.tasks_max)
    lines.raw("tasks_max", std::to_string(*limits.tasks_max));
}

void print_directives(const Server& server, const std::string& header, Lines& lines)
{
  std::map<std::string, std::map<std::string, std::vector<std::string>>> sections;
  for (const RawDirective& directive : server.systemd)
    sections[directive.section][directive.key].push_back(directive.value);
  for (const auto& [section, directives] : sections) {
    lines.begin_table(header + ".systemd." + toml_key(section));
    for (const auto& [key, values] : directives) {
      if (values.size() == 1)
        lines.raw(key, toml_string(values.front()));
      else
        lines.strings(key, values);
    }
  }
}

std::string print_server(const Server& server)
{
  const std::string header = "servers." + toml_key(server.name.str());
  Lines lines;
  lines.begin_table(header);
  print_run(server, lines);
  print_life(server.life, lines);
  print_order(server, lines);
  print_watch(server.watch, lines);
  if (server.on_failure)
    print_command("on_failure", *server.on_failure, lines);
  lines.string("log_date_format", server.log_date_format);
  print_logs(server.logs, lines);
  print_limits(server.limits, lines);
  print_directives(server, header, lines);
  const std::string profile = server.profile.empty() ? "" : ", profile " + harmless(server.profile);
  return fmt::format("# {}:{}{}\n{}", harmless(server.origin.file), server.origin.line, profile,
                     lines.take());
}

} // namespace

std::string print_configuration(const Configuration& configuration)
{
  std::string text;
  for (const Server& server : configuration.servers)
    text += (text.empty() ? "" : "\n") + print_server(server);
  return text;
}

} // namespace mcpctl
