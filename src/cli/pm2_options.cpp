#include "cli/pm2_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

// What a key of the configuration does here.
struct Pm2Setting
{
  std::string_view option;
  std::string_view key;
  std::string_view value;
};

constexpr auto settings = std::to_array<Pm2Setting>({
    {"--cron", "restart_on_calendar", "EVENT"},
    {"--cron-restart", "restart_on_calendar", "EVENT"},
    {"--cwd", "cwd", "PATH"},
    {"--disable-logs", "stdout", "null"},
    {"--error", "stderr", "PATH"},
    {"--exp-backoff-restart-delay", "restart_sec", "SPAN"},
    {"--gid", "group", "GROUP"},
    {"--ignore-watch", "watch_ignore", "PATTERN"},
    {"--instances", "instances", "N"},
    {"--kill-timeout", "timeout_stop_sec", "SPAN"},
    {"--listen-timeout", "timeout_start_sec", "SPAN"},
    {"--log", "stdout", "PATH"},
    {"--log-date-format", "log_date_format", "FORMAT"},
    {"--max-memory-restart", "memory_max", "SIZE"},
    {"--max-restarts", "start_limit_burst", "N"},
    {"--namespace", "tags", "TAG"},
    {"--no-autorestart", "restart", "no"},
    {"--no-autostart", "enabled", "false"},
    {"--output", "stdout", "PATH"},
    {"--restart-delay", "restart_sec", "SPAN"},
    {"--stop-exit-codes", "restart_prevent_exit_status", "STATUS"},
    {"--time", "log_date_format", "FORMAT"},
    {"--uid", "user", "USER"},
    {"--wait-ready", "service_type", "notify"},
    {"--watch", "watch", "PATH"},
    {"--watch-delay", "watch_delay_sec", "SPAN"},
    {"-e", "stderr", "PATH"},
    {"-i", "instances", "N"},
    {"-k", "timeout_stop_sec", "SPAN"},
    {"-l", "stdout", "PATH"},
    {"-o", "stdout", "PATH"},
});

struct Pm2Option
{
  std::string_view option;
  std::string_view command;
};

constexpr std::string_view page = "man mcpctl-migrate";
constexpr std::string_view new_server = "mcpctl add NAME -- COMMAND";
constexpr std::string_view interpreted = "mcpctl add NAME -- INTERPRETER SCRIPT";

constexpr auto options = std::to_array<Pm2Option>({
    {"--attach", "mcpctl logs -f NAME"},
    {"--container", page},
    {"--daemon", page},
    {"--deep-monitoring", page},
    {"--disable-source-map-support", page},
    {"--disable-trace", page},
    {"--dist", page},
    {"--dockerdaemon", page},
    {"--env", "mcpctl apply --profile NAME"},
    {"--err", "mcpctl logs --err NAME"},
    {"--event-loop-inspector", page},
    {"--execute-command", new_server},
    {"--ext", page},
    {"--filter-env", page},
    {"--force", page},
    {"--format", "mcpctl --json logs NAME"},
    {"--fresh", page},
    {"--highlight", "mcpctl logs --grep TEXT NAME"},
    {"--hp", page},
    {"--image-name", page},
    {"--interpreter", interpreted},
    {"--interpreter-args", interpreted},
    {"--lines", "mcpctl logs -n N NAME"},
    {"--log-type", "mcpctl logs -o json NAME"},
    {"--merge-logs", "mcpctl logs NAME"},
    {"--mini-list", "mcpctl status"},
    {"--name", new_server},
    {"--no-automation", page},
    {"--no-daemon", page},
    {"--no-pmx", page},
    {"--no-treekill", page},
    {"--no-vizion", page},
    {"--node-args", interpreted},
    {"--node-version", page},
    {"--nostream", "mcpctl logs NAME"},
    {"--only", "mcpctl apply --only NAME"},
    {"--out", "mcpctl logs --out NAME"},
    {"--parallel", page},
    {"--pid", "mcpctl status"},
    {"--raw", "mcpctl logs -o cat NAME"},
    {"--service-name", page},
    {"--shutdown-with-message", page},
    {"--silent", "mcpctl --quiet VERB"},
    {"--sort", "mcpctl monit"},
    {"--source-map-support", page},
    {"--timestamp", "mcpctl logs --date-format FORMAT NAME"},
    {"--trace", page},
    {"--update-env", "mcpctl apply"},
    {"--v8", page},
    {"--wait-ip", page},
    {"--write", new_server},
    {"-a", "mcpctl apply"},
    {"-f", page},
    {"-m", "mcpctl status"},
    {"-n", new_server},
    {"-p", "mcpctl status"},
    {"-s", "mcpctl --quiet VERB"},
    {"-u", page},
    {"-w", new_server},
    {"-x", new_server},
});

template <typename Rows> auto row_of(const Rows& rows, std::string_view option)
{
  const auto found = std::find_if(rows.begin(), rows.end(),
                                  [option](const auto& row) { return row.option == option; });
  return found == rows.end() ? nullptr : &*found;
}

// `start` and `add` make servers; what exists has its keys in a file.
std::string setting_command(const Pm2Setting& setting, std::string_view verb)
{
  if (verb != "start" && verb != "add")
    return fmt::format("mcpctl edit, to set {}", setting.key);
  if (setting.key == "user") // --user alone is the scope
    return fmt::format("mcpctl add NAME --user={} -- COMMAND", setting.value);
  std::string option(setting.key);
  std::replace(option.begin(), option.end(), '_', '-');
  return fmt::format("mcpctl add NAME --{} {} -- COMMAND", option, setting.value);
}

} // namespace

std::optional<std::string> in_place_of_pm2_option(std::string_view option, std::string_view verb)
{
  const std::string_view name = option.substr(0, option.find('='));
  if (const Pm2Setting* setting = row_of(settings, name))
    return setting_command(*setting, verb);
  if (const Pm2Option* known = row_of(options, name))
    return std::string(known->command);
  return std::nullopt;
}

} // namespace mcpctl
