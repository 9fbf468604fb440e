// The service manager: whether it is there, and what it can do.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr unsigned oldest_version = 252;

// A limit, what counts it, and whether a server asks for it.
struct CountedLimit
{
  const char* key;
  const char* controller;
  LimitDetail ServerDetail::*limit;
};

constexpr CountedLimit counted_limits[] = {
    {"memory_max", "memory", &ServerDetail::memory_max},
    {"memory_high", "memory", &ServerDetail::memory_high},
    {"cpu_quota", "cpu", &ServerDetail::cpu_quota},
    {"tasks_max", "pids", &ServerDetail::tasks_max},
};

bool has_controller(const Facts& facts, std::string_view name)
{
  const auto& controllers = facts.manager.controllers;
  return std::find(controllers.begin(), controllers.end(), name) != controllers.end();
}

std::vector<std::string> who_asks_for(const Facts& facts, const CountedLimit& limit)
{
  std::vector<std::string> names;
  for (const ServerFacts& server : facts.servers) {
    if (!(server.detail.*limit.limit).written.empty())
      names.push_back(name_of(server));
  }
  return names;
}

// What gives a user's manager controllers that the system's has (user@.service(5)). A legacy
// hierarchy has none for it.
Steps delegating(const Facts& facts)
{
  if (!facts.manager.unified)
    return {
        advice("add systemd.unified_cgroup_hierarchy=1 to the kernel's command line, and boot")};
  if (facts.scope == Scope::system)
    return {};
  return {command("sudo mkdir -p /etc/systemd/system/user@.service.d"),
          command("printf '[Service]\\nDelegate=cpu cpuset io memory pids\\n' | sudo tee "
                  "/etc/systemd/system/user@.service.d/delegate.conf"),
          command("sudo systemctl daemon-reload"),
          command(fmt::format("sudo systemctl restart user@{}.service", facts.uid))};
}

} // namespace

Findings check_manager(const Facts& facts)
{
  const char* const whose = facts.scope == Scope::user ? "the user's" : "the system's";
  if (!facts.manager.unreachable)
    return all_well(fmt::format("{} service manager is reached", whose));
  const Error& error = *facts.manager.unreachable;
  return {{.gravity = Gravity::problem,
           .what = error.what,
           .why = "no server can be started, stopped or seen",
           .mend = steps_of(error)}};
}

Findings check_version(const Facts& facts)
{
  const unsigned version = facts.manager.version;
  if (facts.manager.unreachable)
    return {};
  if (version >= oldest_version)
    return all_well(fmt::format("systemd {}", version));
  return {{.gravity = Gravity::warning,
           .what = fmt::format("systemd {} is older than {}", version, oldest_version),
           .why = "directives that it does not know are left out of units, with a warning of apply",
           .mend = {advice("upgrade the distribution to one with systemd 252 or newer")}}};
}

Findings check_bus(const Facts& facts)
{
  if (facts.manager.bus_listens)
    return all_well(facts.manager.bus + " answers");
  if (facts.manager.unreachable)
    return {}; // its error says so
  return {{.gravity = Gravity::warning,
           .what = "nothing listens at " + facts.manager.bus,
           .why = "the next command may not reach the service manager",
           .mend = {facts.manager.bus_installed
                        ? systemctl_command(facts, "start dbus.socket")
                        : command(std::string("sudo apt install ")
                                  + (facts.scope == Scope::user ? "dbus-user-session" : "dbus"))}}};
}

Findings check_runtime_dir(const Facts& facts)
{
  const RuntimeDirFacts& folder = facts.runtime_dir;
  if (facts.scope == Scope::system)
    return {};
  if (folder.set == folder.used && folder.owner == facts.uid)
    return all_well("XDG_RUNTIME_DIR is " + folder.used);
  Finding finding{
      .gravity = Gravity::note,
      .why = fmt::format("mcpctl uses {}; systemctl --user and other programs do not", folder.used),
      .mend = {command("export XDG_RUNTIME_DIR=" + folder.used)}};
  if (folder.set.empty())
    finding.what = "XDG_RUNTIME_DIR is not set, as under su, sudo and cron";
  else if (!folder.owner)
    finding.what = fmt::format("XDG_RUNTIME_DIR is {}, which does not exist", folder.set);
  else
    finding.what =
        fmt::format("XDG_RUNTIME_DIR is {}, which belongs to uid {}", folder.set, *folder.owner);
  finding.gravity = folder.set.empty() ? Gravity::note : Gravity::warning;
  return {finding};
}

Findings check_controllers(const Facts& facts)
{
  if (facts.manager.unreachable)
    return {};
  Findings findings;
  std::vector<std::string> missing;
  for (const char* controller : {"memory", "cpu", "pids"}) {
    if (!has_controller(facts, controller))
      missing.emplace_back(controller);
  }
  for (const CountedLimit& limit : counted_limits) {
    const std::vector<std::string> names = who_asks_for(facts, limit);
    if (names.empty() || has_controller(facts, limit.controller))
      continue;
    findings.push_back(
        {.gravity = Gravity::warning,
         .what = fmt::format("{} of {} is not in force: the service manager has no {} controller",
                             limit.key, names_of(names), limit.controller),
         .why = "they may use more than that",
         .mend = delegating(facts)});
  }
  const std::string well =
      missing.empty()
          ? "memory, cpu and pids are counted and limited"
          : fmt::format("no server asks for a limit that nothing counts (there is no {} "
                        "controller)",
                        fmt::join(missing, ", no "));
  return or_all_well(std::move(findings), well);
}

Findings check_polkit(const Facts& facts)
{
  if (facts.uid == 0)
    return {};
  if (facts.machine.polkit)
    return all_well("polkit is there");
  const bool user = facts.scope == Scope::user;
  return {{.gravity = Gravity::note,
           .what = "polkit is not installed",
           .why = user ? "mcpctl startup needs root then" : "servers are controlled by root alone",
           .mend = {command(user ? "sudo loginctl enable-linger " + facts.user
                                 : "sudo apt install polkitd")}}};
}

} // namespace mcpctl
