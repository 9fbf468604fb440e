// The connection with a server's socket: systemd accepts it and starts the session.
#pragma once

#include <string>

namespace mcpctl {

struct SessionSocket
{
  int fd = -1;
  int error = 0;        // errno, where there is no connection
  std::string own_name; // "@0001f": given by the kernel, so that the session's journal can be found
};

[[nodiscard]] SessionSocket open_session(const std::string& path);

} // namespace mcpctl
