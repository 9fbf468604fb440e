#include "cli/pm2_verbs.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

struct Pm2Verb
{
  std::string_view verb;
  std::string_view command;
};

constexpr std::string_view page = "man mcpctl-migrate";

constexpr auto verbs = std::to_array<Pm2Verb>({
    {"attach", page},
    {"autoinstall", page},
    {"backward", page},
    {"cleardump", page},
    {"conf", page},
    {"create", "mcpctl init"},
    {"dash", "mcpctl monit"},
    {"dashboard", "mcpctl monit"},
    {"deepUpdate", page},
    {"del", "mcpctl remove NAME"},
    {"deploy", page},
    {"desc", "mcpctl show NAME"},
    {"dump", page},
    {"ecosystem", "mcpctl init"},
    {"env", "mcpctl show NAME"},
    {"examples", "man mcpctl"},
    {"expose", page},
    {"forward", page},
    {"get", page},
    {"gracefulReload", "mcpctl reload NAME"},
    {"id", "mcpctl status"},
    {"imonit", "mcpctl monit"},
    {"info", "mcpctl show NAME"},
    {"inspect", "mcpctl signal USR1 NAME"},
    {"install", page},
    {"install-otel", page},
    {"jlist", "mcpctl --json status"},
    {"kill", "mcpctl stop all"},
    {"l", "mcpctl status"},
    {"link", page},
    {"login", page},
    {"logout", page},
    {"logrotate", page},
    {"module:generate", page},
    {"module:install", page},
    {"module:publish", page},
    {"module:uninstall", page},
    {"module:update", page},
    {"monitor", page},
    {"multiset", page},
    {"open", page},
    {"package", page},
    {"pid", "mcpctl status"},
    {"ping", "mcpctl doctor"},
    {"plus", page},
    {"pm2-dev", page},
    {"pm2-runtime", page},
    {"prettylist", "mcpctl --json status"},
    {"profile:cpu", "mcpctl signal USR1 NAME"},
    {"profile:mem", "mcpctl signal USR1 NAME"},
    {"publish", page},
    {"pull", page},
    {"register", page},
    {"reloadLogs", page},
    {"report", "mcpctl doctor"},
    {"resurrect", "mcpctl startup"},
    {"send", page},
    {"sendSignal", "mcpctl signal SIGNAL NAME"},
    {"serve", page},
    {"set", page},
    {"slist", "mcpctl --json status"},
    {"startOrGracefulReload", "mcpctl apply"},
    {"startOrReload", "mcpctl apply"},
    {"startOrRestart", "mcpctl apply"},
    {"sysinfos", "mcpctl --json status"},
    {"trigger", page},
    {"uninstall", page},
    {"uninstall-otel", page},
    {"unlink", page},
    {"unmonitor", page},
    {"unset", page},
    {"update", page},
    {"updatePM2", page},
});

} // namespace

std::optional<std::string_view> in_place_of_pm2(std::string_view verb)
{
  const auto found = std::find_if(verbs.begin(), verbs.end(),
                                  [verb](const Pm2Verb& known) { return known.verb == verb; });
  return found == verbs.end() ? std::nullopt : std::optional(found->command);
}

} // namespace mcpctl
