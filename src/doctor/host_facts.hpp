// What doctor knows of the machine and of the service manager. Plain values.
#pragma once

#include "model/result.hpp"
#include "systemd/journal_access.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

struct ManagerFacts
{
  std::optional<Error> unreachable; // and why
  unsigned version = 0;
  std::string bus;            // path of the message bus's socket
  bool bus_listens = false;   // somebody does
  bool bus_installed = false; // dbus-user-session, or the system bus
  bool unified = true;        // there is one hierarchy of control groups
  std::vector<std::string> controllers;
};

struct RuntimeDirFacts
{
  std::string set;               // XDG_RUNTIME_DIR as the environment has it; empty: it has none
  std::string used;              // the folder that is used
  std::optional<unsigned> owner; // of the one that is set; nothing: there is none
};

struct BootFacts
{
  std::optional<bool> lingers;        // unknown where it could not be read
  bool target_is_wanted = false;      // mcp.target, by what a boot reaches
  std::vector<std::string> to_be_run; // servers that are enabled
};

struct JournalFacts
{
  SystemJournal system;
  std::optional<Error> unreadable;
  bool limit_lifted = false;          // from the next start of the user's manager on
  bool limit_in_force = false;        // it was started since
  std::vector<std::string> lifting;   // commands that lift it
  std::uint64_t bytes = 0;            // on disk, as far as they can be seen
  std::uint64_t disk = 0;             // size of the file system that it is on; 0: not known
  std::optional<std::uint64_t> limit; // SystemMaxUse=, where an administrator has said so
  std::string storage;                // Storage=, the same
};

// Of one user, whom the kernel's limits hold for.
struct InotifyUse
{
  std::string user;
  std::uint64_t watches = 0; // that the user's processes have, as far as they can be seen
  std::uint64_t instances = 0;
};

struct InotifyFacts
{
  std::optional<std::uint64_t> most_watches; // fs.inotify.max_user_watches
  std::optional<std::uint64_t> most_instances;
  std::vector<InotifyUse> used; // by users as whom files are watched for servers
};

// Room on a file system.
struct DiskFacts
{
  std::string path; // a folder on it
  std::string for_what;
  std::uint64_t bytes = 0;
  std::uint64_t available = 0;
  std::uint64_t files = 0; // that it can hold; 0: it does not count them
  std::uint64_t files_available = 0;
};

struct MachineFacts
{
  std::uint64_t memory = 0; // bytes; 0: not known
  std::uint64_t memory_available = 0;
  std::vector<DiskFacts> disks;
  InotifyFacts inotify;
  bool polkit = false; // somebody answers for it
};

} // namespace mcpctl
