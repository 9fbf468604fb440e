// Use of a unit read from its control group's files, which costs the manager nothing: unified and
// legacy hierarchies; without a controller the group's processes are summed, so that children
// always count.
#pragma once

#include "systemd/unit_state.hpp"

#include <string>

namespace mcpctl {

class ControlGroups
{
public:
  // Reads the mount table once.
  [[nodiscard]] static ControlGroups find();

  [[nodiscard]] Usage usage(const std::string& control_group) const;
  // Process ids of the group and everything below it.
  [[nodiscard]] std::vector<int> processes(const std::string& control_group) const;
  // Whether the group at this path can limit memory ("memory", "pids", "cpu").
  [[nodiscard]] bool has_controller(const std::string& control_group,
                                    const std::string& name) const;

private:
  std::string unified_;  // mount point of the unified hierarchy; empty: none
  std::string tracking_; // where systemd tracks processes: unified_, or the name=systemd hierarchy
  std::string memory_, cpuacct_, pids_; // legacy controllers; empty: none
};

} // namespace mcpctl
