// Who is at the other end of a session, in one line. mcpctl-session gives it to systemd as the
// unit's status text, where `systemctl status` shows it and mcpctl reads it back:
//
//   client PID 4242 (mcpctl) of PID 4200 (claude), UID 1000
//
// Kept free of allocation and of all other parts of mcpctl, since that program holds them too.
#pragma once

#include "model/bounded_text.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace mcpctl {

// The kernel's own name of a process, at most 15 bytes (proc(5), comm). Everything but printable
// ASCII, and parentheses, becomes "_".
class CommandName
{
public:
  CommandName() = default;
  explicit CommandName(std::string_view comm);

  [[nodiscard]] std::string_view view() const { return text_.view(); }

private:
  BoundedText<15> text_;
};

struct ClientProcess
{
  int pid = 0;
  CommandName name; // empty: not known
};

struct SessionClient
{
  ClientProcess peer;                  // that holds the connection
  std::optional<ClientProcess> parent; // that started the peer, where that is mcpctl connect
  unsigned uid = 0;

  // What a person takes for the client.
  [[nodiscard]] const ClientProcess& program() const { return parent ? *parent : peer; }
};

using SessionClientText = BoundedText<127>;

[[nodiscard]] SessionClientText describe(const SessionClient& client);

// The reverse; nothing for a status text that is no such line, such as a server's own.
[[nodiscard]] std::optional<SessionClient> parse_session_client(std::string_view text);

} // namespace mcpctl
