// Use of a unit read from its control group's files, which costs the manager nothing: unified,
// legacy and hybrid hierarchies; without a controller the group's processes are summed, so that
// children always count.
#pragma once

#include "systemd/memory_account.hpp"
#include "systemd/unit_state.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mcpctl {

class ControlGroups
{
public:
  // Reads the mount table once. `root` is put before every path; empty but in tests.
  [[nodiscard]] static ControlGroups find(const std::string& root = "");

  // Of the group and everything below it. Memory includes the page cache where a controller counts.
  [[nodiscard]] Usage usage(const std::string& control_group) const;
  // Nothing where no controller counts its memory.
  [[nodiscard]] std::optional<MemoryAccount> memory(const std::string& control_group) const;
  // Process ids of the group and everything below it.
  [[nodiscard]] std::vector<int> processes(const std::string& control_group) const;
  // Whether a manager in the group at this path can limit "memory", "pids", "cpu".
  [[nodiscard]] bool has_controller(const std::string& control_group,
                                    const std::string& name) const;
  // Whether a manager in the group learns that the kernel has killed for want of memory: of legacy
  // groups the kernel does not tell.
  [[nodiscard]] bool tells_of_kills(const std::string& control_group) const;
  // The group of `unit` that process `pid` is in; nothing if it is in another's.
  [[nodiscard]] std::optional<std::string> group_of(int pid, const std::string& unit) const;

private:
  // One mounted hierarchy.
  struct Tree
  {
    std::string mount; // where
    std::string top;   // the group that the mount shows; "/" but for bind mounts
  };

  // Path of the group's folder; empty where the hierarchy is not mounted or does not show it.
  [[nodiscard]] static std::string folder(const Tree& tree, std::string_view control_group);
  // Content of a controller's file of the group, from the hierarchy that has the controller.
  [[nodiscard]] std::optional<std::string> read(const std::string& control_group,
                                                const std::string& unified_file,
                                                const std::string& controller,
                                                const std::string& legacy_file) const;
  // Whether the unified groups in `parent` have the controller; whether a legacy one is there at
  // all. Both are asked for every unit, and the answer is the same for all in a slice.
  [[nodiscard]] bool counts_below(const std::string& parent, const std::string& controller) const;
  [[nodiscard]] bool is_there(const std::string& parent) const;
  [[nodiscard]] bool unified_has(const std::string& control_group, const std::string& name) const;
  [[nodiscard]] Usage sum_processes(const std::string& control_group) const;

  std::string proc_;
  Tree unified_;
  Tree tracking_;                      // where systemd tracks processes: name=systemd, or unified_
  std::map<std::string, Tree> legacy_; // by controller
  mutable std::map<std::string, bool> counting_; // answers of the two above
};

// The group of `unit` in the text of a /proc/PID/cgroup: everything below the unit's own is cut.
[[nodiscard]] std::optional<std::string> control_group_of_unit(std::string_view proc_cgroup,
                                                               const std::string& unit);

} // namespace mcpctl
