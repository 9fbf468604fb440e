#include "systemd/no_manager.hpp"

#include "systemd/user_name.hpp"

#include <cerrno>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcpctl {
namespace {

bool exists(const std::string& path)
{
  struct stat status = {};
  return stat(path.c_str(), &status) == 0;
}

// Whether somebody accepts connections; a socket's file can outlive its listener.
bool listens(const std::string& path)
{
  sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = {}};
  if (path.size() >= sizeof address.sun_path)
    return false;
  path.copy(static_cast<char*>(address.sun_path), path.size());
  const int probe = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (probe < 0)
    return exists(path);
  const int done = connect(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const bool refused = done < 0 && errno != EAGAIN && errno != EINPROGRESS;
  close(probe);
  return !refused;
}

Error no_manager(std::string what, std::string mend)
{
  return {ExitCode::no_manager, std::move(what), std::move(mend)};
}

Error explain_no_system_manager(const WayToManager& way, const std::string& reason)
{
  if (!way.bus_socket && !way.bus_installed)
    return no_manager("the system's message bus is missing", "sudo apt install dbus");
  if (!way.bus_socket)
    return no_manager("the system's message bus does not run", "sudo systemctl start dbus.socket");
  return no_manager("the system's service manager cannot be reached: " + reason,
                    "see whether it answers: systemctl status");
}

// A manager of the user runs from the first login to the last logout, or always with linger.
Error explain_no_session(const WayToManager& way)
{
  return no_manager(
      "no service manager runs for user " + way.user
          + (way.runtime_dir.empty() ? " (no XDG_RUNTIME_DIR)" : " (no " + way.runtime_dir + ")"),
      "log in as " + way.user + " (su and sudo are no login: sudo machinectl shell " + way.user
          + "@), or keep one running: sudo loginctl enable-linger " + way.user);
}

} // namespace

std::string user_bus_socket(const std::string& runtime_dir)
{
  return runtime_dir + "/bus";
}

WayToManager look_for_manager(Scope scope, const std::string& runtime_dir)
{
  const bool user = scope == Scope::user;
  const std::string bus = user ? user_bus_socket(runtime_dir) : "/run/dbus/system_bus_socket";
  const bool bus_listens = listens(bus);
  const std::string unit = user ? "/user/dbus.socket" : "/system/dbus.socket";
  return {
      .scope = scope,
      .user = user_name(getuid()),
      .uid = getuid(),
      .runtime_dir = runtime_dir,
      .systemd_runs = exists("/run/systemd/system"),
      .runtime_dir_there = !runtime_dir.empty() && exists(runtime_dir),
      // The manager logs whom it did not come to know: asked only where it would tell more.
      .private_socket =
          !bus_listens && listens(user ? runtime_dir + "/systemd/private" : "/run/systemd/private"),
      .bus_socket = bus_listens,
      .bus_installed = exists("/usr/lib/systemd" + unit) || exists("/lib/systemd" + unit)
                       || exists("/etc/systemd" + unit),
  };
}

Error explain_no_manager(const WayToManager& way, const std::string& reason)
{
  if (!way.systemd_runs)
    return no_manager("systemd does not run here (no /run/systemd/system), as in most containers",
                      "use a machine, or a container, whose first process is systemd");
  if (way.scope == Scope::system)
    return explain_no_system_manager(way, reason);
  if (!way.runtime_dir_there)
    return explain_no_session(way);
  const std::string manager = "user@" + std::to_string(way.uid) + ".service";
  if (!way.private_socket && !way.bus_socket)
    return no_manager("the service manager of user " + way.user + " does not run",
                      "sudo systemctl start " + manager);
  if (!way.bus_socket && !way.bus_installed)
    return no_manager("the session's message bus is missing (nothing listens at "
                          + user_bus_socket(way.runtime_dir) + ")",
                      "sudo apt install dbus-user-session && systemctl --user start dbus.socket");
  if (!way.bus_socket)
    return no_manager("the session's message bus does not run (nothing listens at "
                          + user_bus_socket(way.runtime_dir) + ")",
                      "systemctl --user start dbus.socket");
  return no_manager("the service manager of user " + way.user + " cannot be reached: " + reason,
                    "see whether it answers: systemctl --user status; start it anew: "
                    "sudo systemctl restart "
                        + manager);
}

} // namespace mcpctl
