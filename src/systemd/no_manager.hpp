// Why no service manager can be reached, and the command that mends it.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <string>

namespace mcpctl {

// What of the way to a manager is there.
struct WayToManager
{
  Scope scope = Scope::user;
  std::string user; // name of the caller
  unsigned uid = 0;
  std::string runtime_dir;   // empty: none known
  bool systemd_runs = false; // /run/systemd/system, as sd_booted(3) has it
  bool runtime_dir_there = false;
  bool private_socket = false; // somebody listens at the manager's own, which systemctl uses; not
                               // asked where somebody does at the bus's
  bool bus_socket = false;     // somebody listens at the message bus's
  bool bus_installed = false;  // dbus-user-session, or the system bus
};

// Looks at the file system only.
[[nodiscard]] WayToManager look_for_manager(Scope scope, const std::string& runtime_dir);

// Path of the user's message bus; DBUS_SESSION_BUS_ADDRESS may be unset (cron, su) or name a bus
// without a service manager (X11 sessions).
[[nodiscard]] std::string user_bus_socket(const std::string& runtime_dir);

// `reason` is what connecting failed with.
[[nodiscard]] Error explain_no_manager(const WayToManager& way, const std::string& reason);

} // namespace mcpctl
