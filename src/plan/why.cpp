#include "plan/why.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

namespace mcpctl {

namespace {

constexpr std::string_view environment_prefix = "environment ";
constexpr std::string_view secret_prefix = "secret ";

// Directives, and fields of the marker, by the key of the configuration that they come from.
constexpr std::array<std::pair<std::string_view, std::string_view>, 32> keys = {{
    {"After", "after"},
    {"CPUQuota", "cpu_quota"},
    {"Description", "description"},
    {"DynamicUser", "user"},
    {"EnvironmentFile", "env_file"},
    {"ExecReload", "reload_signal"},
    {"ExecStart", "command"},
    {"Group", "group"},
    {"KillSignal", "kill_signal"},
    {"LoadCredential", "secrets"},
    {"MaxConnections", "max_sessions"},
    {"MemoryHigh", "memory_high"},
    {"MemoryMax", "memory_max"},
    {"OnFailure", "retry_sec"},
    {"ReloadSignal", "reload_signal"},
    {"Restart", "restart"},
    {"RestartPreventExitStatus", "restart_prevent_exit_status"},
    {"RestartSec", "restart_sec"},
    {"StartLimitBurst", "start_limit_burst"},
    {"StartLimitIntervalSec", "start_limit_interval_sec"},
    {"StateDirectory", "cwd"},
    {"TasksMax", "tasks_max"},
    {"TimeoutStartSec", "timeout_start_sec"},
    {"TimeoutStopSec", "timeout_stop_sec"},
    {"Type", "service_type"},
    {"User", "user"},
    {"WorkingDirectory", "cwd"},
    {"argv", "command"},
    {"path", "command"},
    {"program", "command"},
    {"settle_usec", "settle_sec"},
    {"written", "command"},
}};

// Fields of the marker that are told in words of their own.
constexpr std::array<std::string_view, 6> told_apart = {"enabled", "file",    "line",
                                                        "owner",   "profile", "runtime"};

void add_once(std::vector<std::string>& list, std::string word)
{
  if (std::find(list.begin(), list.end(), word) == list.end())
    list.push_back(std::move(word));
}

std::vector<std::string> changed_keys(const std::vector<std::string>& settings)
{
  std::vector<std::string> plain;
  std::vector<std::string> names;
  std::vector<std::string> secrets;
  for (const std::string& setting : settings) {
    if (setting.starts_with(environment_prefix))
      add_once(names, setting.substr(environment_prefix.size()));
    else if (setting.starts_with(secret_prefix))
      add_once(secrets, setting.substr(secret_prefix.size()));
    else if (setting.starts_with("env_file "))
      add_once(plain, "env_file");
    else if (std::find(told_apart.begin(), told_apart.end(), setting) == told_apart.end())
      add_once(plain, key_of_directive(setting));
  }
  // The first variable brings the file, the last one takes it away.
  if (!names.empty() || !secrets.empty())
    std::erase(plain, key_of_directive("EnvironmentFile"));
  // How a secret is delivered is told with its name.
  if (!secrets.empty())
    std::erase_if(plain,
                  [](const std::string& key) { return key == "Environment" || key == "secrets"; });
  std::vector<std::string> parts;
  if (!plain.empty())
    parts.push_back(fmt::format("{} changed", fmt::join(plain, ", ")));
  if (!names.empty())
    parts.push_back(fmt::format("environment changed: {}", fmt::join(names, ", ")));
  if (!secrets.empty())
    parts.push_back(fmt::format("secrets changed: {}", fmt::join(secrets, ", ")));
  return parts;
}

} // namespace

std::string key_of_directive(const std::string& directive)
{
  for (const auto& [name, key] : keys) {
    if (name == directive)
      return std::string(key);
  }
  return directive;
}

std::string why_changed(const InstalledUnit& installed, const Marker& wanted,
                        const std::vector<UnitFile>& wanted_files, Need need, bool template_changed)
{
  const Marker& before = installed.marker;
  auto parts = changed_keys(differing_settings(installed.files, wanted_files));
  if (before.profile != wanted.profile)
    parts.push_back(wanted.profile.empty() ? "profile left" : "profile " + wanted.profile);
  if (before.enabled != wanted.enabled)
    parts.emplace_back(wanted.enabled ? "starts at boot now" : "starts at boot no more");
  if (before.runtime && !wanted.runtime)
    parts.emplace_back("stays over a reboot now");
  else if (before.owner != wanted.owner)
    parts.push_back("was in " + before.owner);
  if (template_changed && need != Need::nothing && parts.empty())
    parts.emplace_back("unit template changed");
  if (parts.empty()
      && (before.origin.file != wanted.origin.file || before.origin.line != wanted.origin.line))
    parts.push_back(fmt::format("now at {}:{}", wanted.origin.file, wanted.origin.line));
  if (parts.empty())
    parts.emplace_back("its unit files were not as applied");
  const bool sessions = wanted.type == ServerType::stdio;
  const char* effect = sessions ? " (new sessions get it)" : " (no restart needed)";
  return fmt::format("{}{}", fmt::join(parts, "; "), need == Need::restart ? "" : effect);
}

} // namespace mcpctl
