// Why a client has no session, or none any more, in words for the client and for a person.
#pragma once

#include "model/name.hpp"
#include "model/result.hpp"
#include "systemd/session_end.hpp"

#include <optional>
#include <string>

namespace mcpctl {

struct SessionFailure
{
  std::string server;
  ExitCode code = ExitCode::failed;
  std::string what;      // "files: the server exited with status 3"
  std::string last_line; // that the server wrote; harmless; empty: none
  std::string hint;      // "see: mcpctl logs files"
  SessionEnd end;
};

// `logs` is the command that shows the server's journal. Without an end the journal does not tell.
[[nodiscard]] SessionFailure describe_end(const ServerName& server,
                                          const std::optional<SessionEnd>& end,
                                          const std::string& logs);

// A session that could not begin. `server` is what the client calls it.
[[nodiscard]] SessionFailure describe_error(const std::string& server, const Error& error);

} // namespace mcpctl
