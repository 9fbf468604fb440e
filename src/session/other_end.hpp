// Who holds the other end of a connection, as far as the kernel tells.
#pragma once

#include "model/bounded_text.hpp"
#include "model/session_client.hpp"

#include <optional>
#include <string_view>

namespace mcpctl {

// Nothing if `socket` is no connected unix socket. Names of processes of other users may be
// unknown, and those that have ended meanwhile have none.
[[nodiscard]] std::optional<SessionClient> client_of(int socket);

// The name that the other end is bound to, "@" in front of an abstract one; empty if there is none.
using SocketName = BoundedText<108>;
[[nodiscard]] SocketName name_of_other_end(int socket);

// Field 4 of /proc/PID/stat; 0 if it is not there.
[[nodiscard]] int parent_in_stat(std::string_view stat);

} // namespace mcpctl
