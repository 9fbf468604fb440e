#include "systemd/linger.hpp"

#include "systemd/bus.hpp"
#include "systemd/user_name.hpp"

#include <sdbus-c++/Message.h>

#include <cerrno>
#include <cstring>
#include <optional>
#include <sys/stat.h>

namespace mcpctl {

namespace {

Error explain_refusal(const BusError& error, unsigned uid, bool enabled)
{
  const std::string user = user_name(uid);
  const std::string what =
      enabled ? "start at boot for user " + user : "no more start at boot for user " + user;
  const std::string by_root =
      std::string("sudo loginctl ") + (enabled ? "enable-linger " : "disable-linger ") + user;
  // The manager's own errors are of the service that the bus wanted started.
  if (error.name.starts_with("org.freedesktop.systemd1."))
    return {ExitCode::not_permitted, what + ": logind or polkit cannot be started", by_root};
  Error explained = explain(error, {.scope = Scope::system, .object = what});
  if (explained.code == ExitCode::no_manager)
    return {ExitCode::no_manager, what + ": logind does not answer",
            "sudo systemctl start systemd-logind, then " + by_root};
  explained.mend = by_root;
  return explained;
}

} // namespace

Result<bool> linger_enabled(unsigned uid)
{
  // logind's own record: asking for the user's object fails for whoever is not logged in.
  const std::string path = "/var/lib/systemd/linger/" + user_name(uid);
  struct stat status = {};
  if (stat(path.c_str(), &status) == 0)
    return true;
  if (errno == ENOENT || errno == ENOTDIR)
    return false;
  return Error{ExitCode::failed, path + ": " + std::strerror(errno), ""};
}

Status set_linger(unsigned uid, bool enabled)
{
  auto bus = Bus::open_system();
  if (!bus)
    return explain_refusal({"org.freedesktop.DBus.Error.NoServer", ""}, uid, enabled);
  std::optional<BusError> failed;
  bus->call(
      {"org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"},
      "SetUserLinger",
      [&](sdbus::MethodCall& call) {
        const bool may_ask_for_password = true;
        call << static_cast<std::uint32_t>(uid) << enabled << may_ask_for_password;
      },
      [&](sdbus::MethodReply&, const BusError* error) {
        if (error != nullptr)
          failed = *error;
      });
  if (auto finished = bus->finish(); !finished)
    return finished;
  if (failed)
    return explain_refusal(*failed, uid, enabled);
  const auto now = linger_enabled(uid);
  if (!now)
    return now.error();
  if (*now != enabled)
    return Error{ExitCode::failed,
                 "logind did not keep what it was told about user " + user_name(uid),
                 std::string("loginctl show-user ") + user_name(uid) + " --property=Linger"};
  return Nothing{};
}

} // namespace mcpctl
