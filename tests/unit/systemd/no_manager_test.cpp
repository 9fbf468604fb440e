#include "systemd/no_manager.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

// Everything is there; each case takes something away.
WayToManager whole_way()
{
  return {
      .scope = Scope::user,
      .user = "ada",
      .uid = 1000,
      .runtime_dir = "/run/user/1000",
      .systemd_runs = true,
      .runtime_dir_there = true,
      .private_socket = true,
      .bus_socket = true,
      .bus_installed = true,
  };
}

} // namespace

TEST_CASE("explain_no_manager: a container without systemd")
{
  WayToManager way = whole_way();
  way.systemd_runs = false;
  const Error error = explain_no_manager(way, "refused");
  CHECK(error.code == ExitCode::no_manager);
  CHECK(error.what == "systemd does not run here (no /run/systemd/system), as in most containers");
}

TEST_CASE("explain_no_manager: no session")
{
  WayToManager way = whole_way();
  way.runtime_dir_there = way.private_socket = way.bus_socket = false;
  const Error error = explain_no_manager(way, "refused");
  CHECK(error.what == "no service manager runs for user ada (no /run/user/1000)");
  CHECK(error.mend
        == "log in as ada (su and sudo are no login: sudo machinectl shell ada@), or keep one "
           "running: sudo loginctl enable-linger ada");
  way.runtime_dir.clear();
  CHECK(explain_no_manager(way, "").what
        == "no service manager runs for user ada (no XDG_RUNTIME_DIR)");
}

TEST_CASE("explain_no_manager: a manager without a bus")
{
  WayToManager way = whole_way();
  way.bus_socket = way.bus_installed = false;
  CHECK(explain_no_manager(way, "").what
        == "the session's message bus is missing (nothing listens at /run/user/1000/bus)");
  CHECK(explain_no_manager(way, "").mend
        == "sudo apt install dbus-user-session && systemctl --user start dbus.socket");
  way.bus_installed = true;
  CHECK(explain_no_manager(way, "").mend == "systemctl --user start dbus.socket");
}

TEST_CASE("explain_no_manager: a session without a manager, and one that does not answer")
{
  WayToManager way = whole_way();
  CHECK(explain_no_manager(way, "connection refused").what
        == "the service manager of user ada cannot be reached: connection refused");
  way.private_socket = way.bus_socket = false;
  CHECK(explain_no_manager(way, "").what == "the service manager of user ada does not run");
  CHECK(explain_no_manager(way, "").mend == "sudo systemctl start user@1000.service");
}

TEST_CASE("explain_no_manager: system scope")
{
  WayToManager way = whole_way();
  way.scope = Scope::system;
  CHECK(explain_no_manager(way, "connection refused").what
        == "the system's service manager cannot be reached: connection refused");
  way.bus_socket = false;
  CHECK(explain_no_manager(way, "").mend == "sudo systemctl start dbus.socket");
  way.bus_installed = false;
  CHECK(explain_no_manager(way, "").mend == "sudo apt install dbus");
}
