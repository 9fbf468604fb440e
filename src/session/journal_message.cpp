#include "session/journal_message.hpp"

#include <algorithm>
#include <cstddef>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::string_view journal_socket = "/run/systemd/journal/socket";
constexpr timeval patience = {.tv_sec = 0, .tv_usec = 100'000};
constexpr useconds_t between_looks = 200;
constexpr useconds_t time_to_look_us_up = 1000;

// Until the receiver has read what was sent on `fd` (unix(7), SIOCOUTQ), or for too long.
void wait_until_read(int fd)
{
  for (long waited = 0; waited < patience.tv_usec; waited += between_looks) {
    int unread = 0;
    if (::ioctl(fd, SIOCOUTQ, &unread) != 0 || unread == 0)
      break;
    ::usleep(between_looks);
  }
  ::usleep(time_to_look_us_up);
}

} // namespace

void JournalMessage::add(std::string_view field, std::string_view value)
{
  if (text_.view().size() + field.size() + value.size() + 2 <= capacity)
    text_ << field << "=" << value << "\n";
}

void JournalMessage::send(Then then) const
{
  send_datagram(journal_socket, text(), then == Then::end);
}

bool send_datagram(std::string_view path, std::string_view bytes, bool read)
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
  if (sent >= 0 && read)
    wait_until_read(fd);
  ::close(fd);
  return sent >= 0;
}

} // namespace mcpctl
