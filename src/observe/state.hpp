// What systemd says of a unit and what its drop-in's marker says of the server → the server's
// state, by the rules of mcpctl(1), SERVER STATES. Pure.
#pragma once

#include "observe/server_state.hpp"
#include "systemd/unit_state.hpp"
#include "units/unit_file.hpp"

#include <string>

namespace mcpctl {

// What the unit itself does not tell.
struct Circumstances
{
  RealTime next_try{};      // when its retry timer elapses; zero: the timer does not wait
  TimeSpan restart_delay{}; // the pause before an automatic restart
  bool notifies = false;    // it is only up once the program says so
};

// Without use of resources, which control groups tell, and without staleness, which the
// configuration tells.
[[nodiscard]] ServerState state_of(const Marker& marker, const UnitState& unit,
                                   const Circumstances& around);

// A stdio server, whose unit is a socket: it listens, and what runs are its sessions.
[[nodiscard]] ServerState state_of_socket(const Marker& marker, const UnitState& unit);

// One session, without use of resources.
[[nodiscard]] SessionState session_of(const UnitState& unit);

// A server that is configured but not installed.
[[nodiscard]] ServerState state_of_not_applied(const Marker& marker);

// Whether the unit's retry timer may be waiting, so that it is worth asking for.
[[nodiscard]] bool may_be_retried(const UnitState& unit);

} // namespace mcpctl
