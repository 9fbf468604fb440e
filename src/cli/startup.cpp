// startup, unstartup: whether servers start at boot. In the user scope that is lingering, which
// also keeps them running after logout; in the system scope it is the enablement of mcp.target.

#include "cli/boot.hpp"
#include "cli/verbs.hpp"
#include "systemd/line_limit.hpp"
#include "systemd/linger.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>

namespace mcpctl {

namespace {

void explain_log_limit(unsigned uid)
{
  if (line_limit_is_set(uid))
    return;
  std::fflush(stdout);
  fmt::print(
      stderr,
      "journald keeps at least 10,000 lines in 30 s of all your services together, more on an "
      "emptier disk,\nand drops the others; an administrator lifts that:\n"
      "  {}\n"
      "It holds when your service manager starts anew: from the next boot on, or after this, which "
      "restarts\nall your services: sudo systemctl restart user@{}.service\n",
      fmt::join(commands_that_lift_line_limit(uid), "\n  "), uid);
}

Result<ExitCode> change_linger(const Context& context, bool enabled)
{
  const Environment& environment = context.environment;
  const Result<bool> before = linger_enabled(environment.uid);
  if (!before.ok())
    return before.error();
  if (*before != enabled) {
    if (const Status set = set_linger(environment.uid, enabled); !set.ok())
      return set.error();
  }
  if (context.options.quiet)
    return ExitCode::done;
  const char* const already = *before == enabled ? "already " : "";
  if (enabled) {
    fmt::print(
        "lingering is {}on for {}: enabled servers start at boot and stay when you log out\n",
        already, environment.user);
    explain_log_limit(environment.uid);
  } else {
    fmt::print("lingering is {}off for {}: servers stop when your last session ends\n", already,
               environment.user);
  }
  return ExitCode::done;
}

Result<ExitCode> change_target(const Context& context, bool enabled)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  const Result<bool> changed = set_target_enabled(*connection, enabled);
  if (!changed.ok())
    return changed.error();
  if (!context.options.quiet)
    fmt::print("mcp.target is {}{}: {}\n", *changed ? "" : "already ",
               enabled ? "enabled" : "disabled",
               enabled ? "enabled servers start at boot" : "no server starts at boot");
  return ExitCode::done;
}

Result<ExitCode> change(const Context& context, bool enabled)
{
  return context.scope == Scope::user ? change_linger(context, enabled)
                                      : change_target(context, enabled);
}

} // namespace

Run declare_startup(Options& options)
{
  options.note("User scope: turns lingering on (loginctl enable-linger). System scope: enables\n"
               "mcp.target. Both are read back before success is claimed.");
  return [](Context& context) { return change(context, true); };
}

Run declare_unstartup(Options& options)
{
  options.note("Turns off what startup turned on; running servers are left alone.");
  return [](Context& context) { return change(context, false); };
}

} // namespace mcpctl
