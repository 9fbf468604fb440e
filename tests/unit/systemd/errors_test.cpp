#include "systemd/errors.hpp"

#include <doctest/doctest.h>

using namespace mcpctl;

namespace {

const Attempt on_web = {.scope = Scope::user, .object = "mcp@web.service"};

} // namespace

TEST_CASE("explain: what the user can do about each error")
{
  struct Row
  {
    const char* name;
    const char* message;
    ExitCode code;
    const char* what;
    const char* mend;
  };
  const Row rows[] = {
      {"org.freedesktop.systemd1.NoSuchUnit", "Unit mcp@web.service not found.", ExitCode::failed,
       "mcp@web.service: systemd does not know this unit", "mcpctl apply"},
      {"org.freedesktop.systemd1.UnitMasked", "Unit mcp@web.service is masked.", ExitCode::failed,
       "mcp@web.service: the unit is masked", "systemctl --user unmask mcp@web.service"},
      {"org.freedesktop.systemd1.BadUnitSetting", "Unit has a bad setting.", ExitCode::failed,
       "mcp@web.service: unit has a bad setting",
       "look at its files: systemctl --user cat mcp@web.service"},
      {"org.freedesktop.DBus.Error.ServiceUnknown", "not activatable", ExitCode::no_manager,
       "mcp@web.service: no service manager answers on the bus",
       "see whether it runs: systemctl --user status"},
      {"org.freedesktop.DBus.Error.Spawn.ChildExited", "exited with 1", ExitCode::no_manager,
       "mcp@web.service: no service manager answers on the bus",
       "see whether it runs: systemctl --user status"},
      {"org.freedesktop.DBus.Error.NoReply", "", ExitCode::no_manager,
       "mcp@web.service: the service manager does not answer",
       "see what it is doing: systemctl --user list-jobs"},
      {"System.Error.ECONNRESET", "Connection reset by peer", ExitCode::no_manager,
       "mcp@web.service: the connection to the bus was lost", "try again"},
      {"org.freedesktop.DBus.Error.AccessDenied", "Access denied", ExitCode::not_permitted,
       "mcp@web.service: not permitted",
       "run it as the user whose servers these are, not by su or sudo"},
      {"org.example.Unheard", "Something Odd happened.", ExitCode::failed,
       "mcp@web.service: something Odd happened", ""},
      {"org.example.Unheard", "", ExitCode::failed, "mcp@web.service: org.example.Unheard", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const Error error = explain({row.name, row.message}, on_web);
    CHECK(error.code == row.code);
    CHECK(error.what == row.what);
    CHECK(error.mend == row.mend);
  }
}

TEST_CASE("explain: a refusal in the system scope names what would permit it")
{
  const Attempt reload = {.scope = Scope::system, .object = "reload", .polkit = "reload-daemon"};
  for (const char* name :
       {"org.freedesktop.DBus.Error.AccessDenied",
        "org.freedesktop.DBus.Error.InteractiveAuthorizationRequired",
        "org.freedesktop.PolicyKit1.Error.NotAuthorized", "System.Error.EPERM"}) {
    CAPTURE(name);
    const Error error = explain({name, "no"}, reload);
    CHECK(error.code == ExitCode::not_permitted);
    CHECK(error.what == "reload: not permitted");
    CHECK(error.mend
          == "run it with sudo, or allow org.freedesktop.systemd1.reload-daemon with a polkit rule "
             "(polkit(8))");
  }
}

TEST_CASE("as_clause: abbreviations keep their capitals")
{
  CHECK(as_clause("Unit not found.\n") == "unit not found");
  CHECK(as_clause("I/O error.") == "I/O error");
  CHECK(as_clause("ENOENT happened") == "ENOENT happened");
  CHECK(as_clause("").empty());
}
