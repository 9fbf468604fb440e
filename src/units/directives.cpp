#include "units/directives.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

struct Since
{
  std::string_view key;
  unsigned version;
};

// From the "Added in version" notes of systemd.service(5), .unit(5), .exec(5), .kill(5) and
// .resource-control(5). The names of [Unit] and [Service] do not overlap.
constexpr std::array newer = {
    Since{"MemoryZSwapMax", 253},
};

// What systemd looks at when it acts next, or applies to the control group at a reload.
constexpr std::array live = {
    std::string_view("CPUAccounting"),     std::string_view("CPUQuota"),
    std::string_view("CPUWeight"),         std::string_view("ExecReload"),
    std::string_view("IOAccounting"),      std::string_view("IOWeight"),
    std::string_view("KillMode"),          std::string_view("KillSignal"),
    std::string_view("MemoryAccounting"),  std::string_view("MemoryHigh"),
    std::string_view("MemoryLow"),         std::string_view("MemoryMax"),
    std::string_view("MemoryMin"),         std::string_view("MemorySwapMax"),
    std::string_view("NotifyAccess"),      std::string_view("OOMPolicy"),
    std::string_view("Restart"),           std::string_view("RestartForceExitStatus"),
    std::string_view("RestartKillSignal"), std::string_view("RestartPreventExitStatus"),
    std::string_view("RestartSec"),        std::string_view("SendSIGHUP"),
    std::string_view("SendSIGKILL"),       std::string_view("SuccessExitStatus"),
    std::string_view("TasksAccounting"),   std::string_view("TasksMax"),
    std::string_view("TimeoutStartSec"),   std::string_view("TimeoutStopSec"),
};

// Directives of ours that take one value; for others each assignment counts.
constexpr std::array single = {
    std::string_view("CPUAccounting"),
    std::string_view("CPUQuota"),
    std::string_view("Description"),
    std::string_view("DynamicUser"),
    std::string_view("Group"),
    std::string_view("KillMode"),
    std::string_view("KillSignal"),
    std::string_view("MemoryAccounting"),
    std::string_view("MemoryHigh"),
    std::string_view("MemoryMax"),
    std::string_view("NotifyAccess"),
    std::string_view("Restart"),
    std::string_view("RestartSec"),
    std::string_view("Slice"),
    std::string_view("StartLimitBurst"),
    std::string_view("StartLimitIntervalSec"),
    std::string_view("SyslogIdentifier"),
    std::string_view("TasksAccounting"),
    std::string_view("TasksMax"),
    std::string_view("TimeoutStartSec"),
    std::string_view("TimeoutStopSec"),
    std::string_view("Type"),
    std::string_view("User"),
    std::string_view("WorkingDirectory"),
};

template <typename Names> bool holds(const Names& names, std::string_view name)
{
  return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

unsigned directive_since(std::string_view key)
{
  const auto found = std::find_if(newer.begin(), newer.end(),
                                  [key](const Since& since) { return since.key == key; });
  return found == newer.end() ? oldest_systemd : found->version;
}

bool applies_live(std::string_view section, std::string_view key)
{
  return section != "Service" || holds(live, key);
}

bool is_single_value(std::string_view key)
{
  return holds(single, key);
}

} // namespace mcpctl
