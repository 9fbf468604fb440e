#include "exchange/pm2_keys.hpp"

#include "exchange/pm2_write.hpp"
#include "model/words.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace mcpctl {

namespace {

constexpr auto* with_another = static_cast<void (*)(Pm2Server&)>([](Pm2Server&) {});
constexpr bool always = true;

constexpr std::string_view monitoring = "of PM2's own monitoring; `mcpctl monit`, `show`";
constexpr std::string_view installing = "mcpctl neither installs nor updates programs";

constexpr auto keys = std::to_array<Pm2Key>({
    // what is run
    {.name = "name", .write = with_another},
    {.name = "namespace", .write = write_pm2_namespace, .usual = "default"},
    {.name = "script", .aliases = "exec cmd command", .write = write_pm2_command, .always = always},
    {.name = "args", .write = with_another},
    {.name = "exec_interpreter", .aliases = "interpreter", .write = with_another},
    {.name = "node_args", .aliases = "interpreterArgs interpreter_args", .write = with_another},
    {.name = "source_map_support", .write = with_another, .usual = "true"},
    {.name = "disable_source_map_support", .why = "as here without a word", .usual = "false"},
    {.name = "cwd", .write = write_pm2_folder, .always = always},
    {.name = "uid", .aliases = "user", .write = write_pm2_account, .always = always},
    {.name = "gid", .write = with_another},
    {.name = "instances", .write = write_pm2_instances, .always = always, .usual = "1"},
    {.name = "exec_mode", .write = with_another, .usual = "fork_mode"},
    {.name = "instance_var", .write = with_another, .usual = "NODE_APP_INSTANCE"},
    {.name = "increment_var", .write = with_another},
    // life
    {.name = "autostart", .write = write_pm2_autostart, .always = always, .usual = "true"},
    {.name = "autorestart", .write = write_pm2_restarts, .always = always, .usual = "true"},
    {.name = "restart_delay", .write = with_another, .usual = "0"},
    {.name = "exp_backoff_restart_delay", .write = with_another, .usual = "0"},
    {.name = "min_uptime", .write = with_another, .usual = "1000"},
    {.name = "max_restarts", .write = with_another, .usual = "16"},
    {.name = "stop_exit_codes", .write = write_pm2_stop_exit_codes},
    {.name = "kill_timeout", .write = write_pm2_stopping, .always = always, .usual = "1600"},
    {.name = "shutdown_with_message", .write = with_another, .usual = "false"},
    {.name = "treekill", .write = write_pm2_treekill, .usual = "true"},
    {.name = "wait_ready", .write = write_pm2_ready, .always = always, .usual = "false"},
    {.name = "listen_timeout", .write = with_another},
    {.name = "cron_restart", .aliases = "cron", .write = write_pm2_cron},
    {.name = "max_memory_restart", .write = write_pm2_memory},
    {.name = "watch", .write = write_pm2_watch, .always = always, .usual = "false"},
    {.name = "ignore_watch", .write = with_another},
    {.name = "watch_delay", .write = with_another},
    {.name = "watch_options", .write = with_another},
    // logs
    {.name = "out_file",
     .aliases = "out output out_log",
     .write = write_pm2_logs,
     .always = always},
    {.name = "error_file", .aliases = "error err err_file err_log", .write = with_another},
    {.name = "log_file", .aliases = "log", .write = with_another},
    {.name = "disable_logs", .write = with_another, .usual = "false"},
    {.name = "merge_logs", .aliases = "combine_logs", .write = with_another},
    {.name = "log_date_format", .write = with_another},
    {.name = "time", .write = with_another, .usual = "false"},
    {.name = "log_type", .write = with_another},
    // environment
    {.name = "port", .write = with_another},
    {.name = "env", .write = write_pm2_environment, .always = always},
    {.name = "filter_env",
     .why = "nothing of a shell's environment comes to a server: it has systemd's, and what is "
            "written here",
     .usual = "false"},
    // what has no counterpart
    {.name = "name_prefix", .why = "project = \"…\" at the top puts one before all names"},
    {.name = "append_env_to_name",
     .why = "the name stays the same under each profile, and `status` shows the profile",
     .usual = "false"},
    {.name = "pid_file", .aliases = "pid", .why = "`mcpctl status --json` tells the process"},
    {.name = "execute_command", .why = "each server is a process of its own"},
    {.name = "force",
     .why = "each server has its own name, and a script may run twice",
     .usual = "false"},
    {.name = "kill_retry_time", .why = "systemd sees at once when a process ends", .usual = "100"},
    {.name = "username", .why = "`user` of the system scope is that"},
    {.name = "windowsHide", .why = "only for Windows", .usual = "true"},
    {.name = "install_url", .why = installing},
    {.name = "post_update", .why = installing},
    {.name = "write", .why = "of PM2's command line"},
    {.name = "vizion", .why = "git's branch and revision are not looked at", .usual = "true"},
    {.name = "pmx", .why = monitoring, .usual = "true"},
    {.name = "automation", .why = monitoring, .usual = "true"},
    {.name = "trace", .why = monitoring, .usual = "false"},
    {.name = "disable_trace", .why = monitoring, .usual = "true"},
    {.name = "v8", .why = monitoring},
    {.name = "event_loop_inspector", .why = monitoring},
    {.name = "deep_monitoring", .why = monitoring},
    {.name = "io", .why = monitoring},
});

// "max_restarts" as "maxRestarts".
std::string camel_case(std::string_view name)
{
  std::string camel;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool is_capital = name[i] == '_' && i + 1 < name.size();
    if (is_capital)
      ++i;
    camel += is_capital ? static_cast<char>(name[i] - 'a' + 'A') : name[i];
  }
  return camel;
}

} // namespace

std::span<const Pm2Key> pm2_keys()
{
  return keys;
}

const Pm2Key* find_pm2_key(std::string_view name)
{
  const auto* found = std::find_if(keys.begin(), keys.end(), [name](const Pm2Key& key) {
    return key.name == name || holds_word(key.aliases, name) || camel_case(key.name) == name;
  });
  return found == keys.end() ? nullptr : found;
}

std::string_view pm2_profile(std::string_view key)
{
  constexpr std::string_view prefix = "env_";
  return key.starts_with(prefix) ? key.substr(prefix.size()) : "";
}

} // namespace mcpctl
