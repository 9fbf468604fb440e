#include "exchange/pm2_keys.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace mcpctl;

TEST_CASE("pm2_keys: every key of PM2's schema is there, under all of its names")
{
  // lib/API/schema.json of PM2 7.0.4: names and aliases; the reader of files adds cmd and command.
  const char* const names[] = {"script",
                               "exec",
                               "cmd",
                               "command",
                               "name",
                               "name_prefix",
                               "filter_env",
                               "namespace",
                               "install_url",
                               "cwd",
                               "args",
                               "exec_interpreter",
                               "interpreter",
                               "node_args",
                               "interpreterArgs",
                               "interpreter_args",
                               "out_file",
                               "out",
                               "output",
                               "out_log",
                               "error_file",
                               "error",
                               "err",
                               "err_file",
                               "err_log",
                               "log_file",
                               "log",
                               "disable_logs",
                               "log_type",
                               "log_date_format",
                               "time",
                               "env",
                               "max_memory_restart",
                               "pid_file",
                               "pid",
                               "restart_delay",
                               "exp_backoff_restart_delay",
                               "source_map_support",
                               "disable_source_map_support",
                               "wait_ready",
                               "instances",
                               "kill_timeout",
                               "shutdown_with_message",
                               "listen_timeout",
                               "cron_restart",
                               "cron",
                               "merge_logs",
                               "combine_logs",
                               "vizion",
                               "autostart",
                               "autorestart",
                               "stop_exit_codes",
                               "watch_delay",
                               "watch",
                               "ignore_watch",
                               "watch_options",
                               "min_uptime",
                               "max_restarts",
                               "execute_command",
                               "exec_mode",
                               "force",
                               "append_env_to_name",
                               "post_update",
                               "trace",
                               "disable_trace",
                               "v8",
                               "event_loop_inspector",
                               "deep_monitoring",
                               "increment_var",
                               "instance_var",
                               "pmx",
                               "automation",
                               "treekill",
                               "port",
                               "username",
                               "uid",
                               "user",
                               "gid",
                               "windowsHide",
                               "kill_retry_time",
                               "write",
                               "io"};
  for (const char* name : names) {
    CAPTURE(name);
    const Pm2Key* key = find_pm2_key(name);
    REQUIRE(key != nullptr);
    CHECK((key->write != nullptr || !key->why.empty()));
  }
}

TEST_CASE("pm2_keys: each stands once, and names are read as PM2 reads them")
{
  std::set<std::string_view> names;
  for (const Pm2Key& key : pm2_keys())
    CHECK(names.insert(key.name).second);
  CHECK(find_pm2_key("maxMemoryRestart")->name == "max_memory_restart");
  CHECK(find_pm2_key("expBackoffRestartDelay")->name == "exp_backoff_restart_delay");
  CHECK(find_pm2_key("interpreter")->name == "exec_interpreter");
  CHECK(find_pm2_key("combineLogs") == nullptr); // of aliases PM2 makes no camelCase
  CHECK(find_pm2_key("Script") == nullptr);
  CHECK(find_pm2_key("") == nullptr);
  CHECK(pm2_profile("env_production") == "production");
  CHECK(pm2_profile("env_") == "");
  CHECK(pm2_profile("env") == "");
}
