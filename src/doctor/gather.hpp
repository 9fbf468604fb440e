// What is looked at for the checks' facts: files, /proc, the folders of units. Nothing waits,
// nothing is started, nothing is changed; what may not be looked at is left out.
#pragma once

#include "doctor/facts.hpp"
#include "store/store.hpp"
#include "systemd/control_group.hpp"

#include <string>
#include <vector>

namespace mcpctl {

// Every process but this one and the kernel's own.
[[nodiscard]] std::vector<Process> look_at_processes();
// The innermost unit in the text of a /proc/PID/cgroup, and whether it is of a user's manager.
struct UnitOfProcess
{
  std::string unit;
  bool of_user = false;
};
[[nodiscard]] UnitOfProcess unit_in_cgroup(std::string_view proc_cgroup);

// Who listens at the ports of these servers.
[[nodiscard]] std::vector<PortHolder> look_at_ports(const std::vector<ServerFacts>& servers,
                                                    const std::vector<Process>& processes);
[[nodiscard]] Pm2Facts look_for_pm2(Scope scope, const std::string& user, const std::string& home);

// Memory, polkit and limits of inotify; what of them is used is counted for the users of servers
// that watch files. `usual_user` is that of a server that names none.
[[nodiscard]] MachineFacts look_at_machine(const std::string& usual_user,
                                           const std::vector<ServerFacts>& servers,
                                           const std::vector<Process>& processes);
// The file systems that the folders are on, or will be, each once.
struct FolderInUse
{
  std::string path;
  std::string for_what;
};
[[nodiscard]] std::vector<DiskFacts> look_at_disks(const std::vector<FolderInUse>& folders);
[[nodiscard]] JournalFacts look_at_journal_of(Scope scope, unsigned uid, const std::string& user);

// The rest of what is known of a server, beside its details and its log.
[[nodiscard]] ServerFacts look_at_server(const InstalledUnit& unit, ServerDetail detail,
                                         const ControlGroups& groups);

// `expected` are the files that all servers share, as this mcpctl writes them; where it is not
// known how that would be, only whether they are there is told.
struct SharedUnits
{
  std::string folder;
  const std::vector<UnitFile>& expected;
  const std::vector<UnitFile>& found;
  bool can_differ = true;
};
[[nodiscard]] std::vector<SharedUnitFacts> compare_shared(const SharedUnits& units);
// Masks and units of the same name, in the manager's unit path or, without one, in our folders.
void look_for_shadows(const Installed& installed, const UnitFolders& folders,
                      const std::vector<std::string>& unit_path, UnitFacts& facts);

} // namespace mcpctl
