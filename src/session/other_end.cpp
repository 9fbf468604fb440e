#include "session/other_end.hpp"

#include <charconv>
#include <cstddef>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcpctl {

namespace {

using ProcText = BoundedText<512>;

// What mcpctl connect is called by the kernel.
constexpr std::string_view connect_name = "mcpctl";

ProcText read_proc(int pid, std::string_view file)
{
  BoundedText<40> path("/proc/");
  path << pid << "/" << file;
  ProcText text;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return text;
  char bytes[512];
  const ssize_t count = ::read(fd, bytes, sizeof bytes);
  if (count > 0)
    text << std::string_view(bytes, static_cast<std::size_t>(count));
  ::close(fd);
  return text;
}

ClientProcess process_of(int pid)
{
  const ProcText text = read_proc(pid, "comm");
  std::string_view name = text.view();
  if (name.ends_with('\n'))
    name.remove_suffix(1);
  return {pid, CommandName(name)};
}

} // namespace

std::optional<SessionClient> client_of(int socket)
{
  ucred credentials = {};
  socklen_t size = sizeof credentials;
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0)
    return std::nullopt;
  SessionClient client{process_of(credentials.pid), {}, credentials.uid};
  if (client.peer.name.view() == connect_name) {
    const int parent = parent_in_stat(read_proc(credentials.pid, "stat").view());
    if (parent > 0)
      client.parent = process_of(parent);
  }
  return client;
}

SocketName name_of_other_end(int socket)
{
  sockaddr_un address = {};
  socklen_t size = sizeof address;
  SocketName name;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0
      || address.sun_family != AF_UNIX || size <= offsetof(sockaddr_un, sun_path))
    return name;
  std::string_view path(address.sun_path, size - offsetof(sockaddr_un, sun_path));
  if (path.front() == '\0')
    return name << "@" << path.substr(1);
  return name << path.substr(0, path.find('\0'));
}

int parent_in_stat(std::string_view stat)
{
  // "PID (NAME) STATE PARENT ...": the name may hold anything, ")" included.
  const std::size_t name_end = stat.rfind(") ");
  constexpr std::size_t to_parent = 4;
  int parent = 0;
  if (name_end != std::string_view::npos && stat.size() > name_end + to_parent)
    std::from_chars(stat.data() + name_end + to_parent, stat.data() + stat.size(), parent);
  return parent;
}

} // namespace mcpctl
