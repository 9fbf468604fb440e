// What the errors of systemd, logind, polkit and the bus itself mean to the user, and what to do
// about them. Pure: name and text of the error in, words out.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"

#include <string>

namespace mcpctl {

// An error as it came over the bus.
struct BusError
{
  std::string name;    // "org.freedesktop.systemd1.NoSuchUnit"
  std::string message; // the other side's own words
};

// What was tried when it came.
struct Attempt
{
  Scope scope = Scope::user;
  std::string object;                  // what the message begins with: a unit, "reload"
  std::string polkit = "manage-units"; // action below org.freedesktop.systemd1
};

[[nodiscard]] Error explain(const BusError& error, const Attempt& attempt);

// A unit that the manager does not have, by whatever name it says so.
[[nodiscard]] bool is_no_such_unit(const BusError& error);

// Library's words as ours: no capital at the start, no full stop at the end.
[[nodiscard]] std::string as_clause(std::string text);

// "systemctl" or "systemctl --user".
[[nodiscard]] std::string systemctl_command(Scope scope);

} // namespace mcpctl
