#include "units/directives.hpp"

#include <algorithm>
#include <array>

namespace mcpctl {

namespace {

struct Version
{
  std::string_view key;
  unsigned version;
};

// From the manual pages' "Added in version" and systemd's NEWS; a name is not in two sections.
// What is in neither list is passed on, and judged by systemd-analyze before anything is touched.
constexpr std::array newer = {
    Version{"LogFilterPatterns", 253},
    Version{"MemoryZSwapMax", 253},
    Version{"OpenFile", 253},
    Version{"ReloadSignal", 253},
    Version{"DelegateSubgroup", 254},
    Version{"ExtensionImagePolicy", 254},
    Version{"FileDescriptorStorePreserve", 254},
    Version{"ImportCredential", 254},
    Version{"MemoryKSM", 254},
    Version{"MemoryPressureThresholdSec", 254},
    Version{"MemoryPressureWatch", 254},
    Version{"MountImagePolicy", 254},
    Version{"RestartMaxDelaySec", 254},
    Version{"RestartMode", 254},
    Version{"RestartSteps", 254},
    Version{"RootEphemeral", 254},
    Version{"RootImagePolicy", 254},
    Version{"CoredumpReceive", 255},
    Version{"NFTSet", 255},
    Version{"SetLoginEnvironment", 255},
    Version{"SurviveFinalKillSignal", 255},
    Version{"MemoryZSwapWriteback", 256},
    Version{"WantsMountsFor", 256},
    Version{"ManagedOOMMemoryPressureDurationSec", 257},
    Version{"PrivatePIDs", 257},
    Version{"AssertKernelModuleLoaded", 258},
    Version{"AssertVersion", 258},
    Version{"BPFDelegateAttachments", 258},
    Version{"BPFDelegateCommands", 258},
    Version{"BPFDelegateMaps", 258},
    Version{"BPFDelegatePrograms", 258},
    Version{"CacheDirectoryAccounting", 258},
    Version{"CacheDirectoryQuota", 258},
    Version{"ConditionKernelModuleLoaded", 258},
    Version{"ConditionVersion", 258},
    Version{"DelegateNamespaces", 258},
    Version{"LogsDirectoryAccounting", 258},
    Version{"LogsDirectoryQuota", 258},
    Version{"PrivateBPF", 258},
    Version{"StateDirectoryAccounting", 258},
    Version{"StateDirectoryQuota", 258},
    Version{"ExecReloadPost", 259},
    Version{"UserNamespacePath", 259},
    Version{"BindNetworkInterface", 260},
    Version{"MemoryTHP", 260},
    Version{"RefreshOnReload", 260},
};

// Accounting of the processor costs nothing on the unified hierarchy, the only one since 258.
constexpr std::array gone = {
    Version{"CPUAccounting", 258},
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
    std::string_view("OOMPolicy"),
    std::string_view("Restart"),
    std::string_view("RestartSec"),
    std::string_view("Slice"),
    std::string_view("StandardError"),
    std::string_view("StandardOutput"),
    std::string_view("StartLimitBurst"),
    std::string_view("StartLimitIntervalSec"),
    std::string_view("SyslogIdentifier"),
    std::string_view("SyslogLevel"),
    std::string_view("SyslogLevelPrefix"),
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
  const auto* found = std::find_if(newer.begin(), newer.end(),
                                   [key](const Version& entry) { return entry.key == key; });
  return found == newer.end() ? oldest_systemd : found->version;
}

bool has_directive(unsigned systemd_version, std::string_view key)
{
  const bool is_gone = std::any_of(gone.begin(), gone.end(), [&](const Version& entry) {
    return entry.key == key && entry.version <= systemd_version;
  });
  return !is_gone && directive_since(key) <= systemd_version;
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
