#include "session/journal_message.hpp"

#include <algorithm>
#include <cstddef>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::string_view journal_socket = "/run/systemd/journal/socket";
constexpr timeval patience = {.tv_sec = 0, .tv_usec = 100'000};

} // namespace

void JournalMessage::add(std::string_view field, std::string_view value)
{
  if (text_.view().size() + field.size() + value.size() + 2 <= capacity)
    text_ << field << "=" << value << "\n";
}

void JournalMessage::send() const
{
  send_datagram(journal_socket, text());
}

bool send_datagram(std::string_view path, std::string_view bytes)
{
  sockaddr_un address = {};
  address.sun_family = AF_UNIX;
  if (path.empty() || path.size() >= sizeof address.sun_path)
    return false;
  std::copy(path.begin(), path.end(), address.sun_path);
  if (path.front() == '@')
    address.sun_path[0] = '\0';
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return false;
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size());
  const ssize_t sent = ::sendto(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL,
                                reinterpret_cast<const sockaddr*>(&address), size);
  ::close(fd);
  return sent >= 0;
}

} // namespace mcpctl
