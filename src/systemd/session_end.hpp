// How a session of a stdio server ended, from what mcpctl-session and systemd wrote of it. Pure:
// systemd/session_journal.hpp reads the entries.
#pragma once

#include "model/real_time.hpp"
#include "model/scope.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mcpctl {

// A journal entry of a server's sessions, or of systemd about them; absent fields are empty.
struct SessionEntry
{
  RealTime at{};
  std::string message;
  std::string transport;       // "stdout" for what the server wrote
  std::string process_unit;    // of the process that wrote it; may be lost for short-lived ones
  std::string invocation;      // of that unit, or of the one that systemd speaks of
  std::string subject_unit;    // that systemd speaks of
  std::string event;           // of mcpctl-session: "opened", "ended"
  std::string client;          // whose session it is, as mcpctl-session knows it
  std::string unit_invocation; // of the session, as mcpctl-session knows it
  std::string result;          // "exit-code"
  std::string exit_code;       // "exited", "killed", "dumped"
  std::string exit_status;     // a number, or a signal's name without SIG
  int priority = 6;

  // `data` is "FIELD=bytes".
  void add(Scope scope, std::string_view data);
};

struct SessionEnd
{
  std::string result; // systemd's word; empty: not known
  std::string exit_code;
  std::string exit_status;
  std::string last_line; // that the server wrote and that tells why, if any
  std::string systemd;   // what systemd found to be wrong, where no entry of ours tells more
  std::optional<unsigned> refused_at; // it was never begun: as many as this were open
};

struct SessionQuery
{
  Scope scope = Scope::user;
  std::string server;
  std::string client; // what the kernel has named the client's end of the connection
  RealTime since{};   // when it was made
};

// From entries in the order of time. Nothing yet: what tells of the end is still to come.
[[nodiscard]] std::optional<SessionEnd> find_session_end(std::span<const SessionEntry> entries,
                                                         const SessionQuery& query);

} // namespace mcpctl
