#include "connect/session_socket.hpp"

#include <cerrno>
#include <cstddef>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcpctl {

namespace {

std::string name_of(int fd)
{
  sockaddr_un address = {};
  socklen_t size = sizeof address;
  constexpr std::size_t name_begin = offsetof(sockaddr_un, sun_path) + 1; // behind the zero byte
  if (::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0 || size <= name_begin)
    return "";
  return "@" + std::string(address.sun_path + 1, size - name_begin);
}

} // namespace

SessionSocket open_session(const std::string& path)
{
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path)
    return {.error = ENAMETOOLONG};
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return {.error = errno};
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  const bool named = ::bind(fd, generic, sizeof(sa_family_t)) == 0; // unix(7), Autobind feature
  path.copy(address.sun_path, path.size());
  if (::connect(fd, generic, sizeof address) != 0) {
    const int error = errno;
    ::close(fd);
    return {.error = error};
  }
  return {.fd = fd, .own_name = named ? name_of(fd) : std::string()};
}

} // namespace mcpctl
