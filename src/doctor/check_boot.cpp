// Whether servers start with the machine, and stay when their user logs out.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"

#include <fmt/format.h>

namespace mcpctl {

Findings check_linger(const Facts& facts)
{
  if (facts.scope == Scope::system)
    return {};
  if (!facts.boot.lingers)
    return {{.gravity = Gravity::unknown,
             .what = "whether lingering is on cannot be told",
             .mend = {command("loginctl show-user " + facts.user + " --property=Linger")}}};
  if (*facts.boot.lingers)
    return all_well("lingering is on");
  if (facts.boot.to_be_run.empty())
    return all_well("lingering is off, and no server is there to need it");
  return {{.gravity = Gravity::warning,
           .what = "lingering is off",
           .why = fmt::format("stopped when your last session ends, and not started at boot: {}",
                              names_of(facts.boot.to_be_run)),
           .mend = {command("mcpctl startup")}}};
}

Findings check_target(const Facts& facts)
{
  if (facts.boot.to_be_run.empty())
    return {};
  if (facts.boot.target_is_wanted)
    return all_well("mcp.target is started at boot");
  return {{.gravity = Gravity::warning,
           .what = "mcp.target is not enabled",
           .why = fmt::format("not started at boot: {}", names_of(facts.boot.to_be_run)),
           .mend = {facts.scope == Scope::system ? mcpctl_command(facts, "startup")
                                                 : systemctl_command(facts, "enable mcp.target")}}};
}

} // namespace mcpctl
