#include "connect/stream.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

Transfer outcome(ssize_t result, bool zero_is_end)
{
  if (result > 0)
    return {.bytes = static_cast<std::size_t>(result)};
  if (result == 0)
    return {.ended = zero_is_end};
  const bool failed = errno != EAGAIN && errno != EINTR;
  return {0, failed, failed && errno != EPIPE && errno != ECONNRESET ? errno : 0};
}

// The same pipe, opened anew; -1 where its owner is another user.
int reopen(int fd, int mode)
{
  char path[32];
  std::snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
  return ::open(path, mode | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
}

} // namespace

Stream::Stream(int fd, int mode) : fd_(fd)
{
  struct stat status = {};
  if (::fstat(fd, &status) != 0)
    return;
  if (S_ISSOCK(status.st_mode)) {
    kind_ = Kind::socket;
  } else if (S_ISREG(status.st_mode)) {
    kind_ = Kind::file;
  } else if (S_ISFIFO(status.st_mode)) {
    const int own = reopen(fd, mode);
    if (own >= 0) {
      fd_ = own;
      kind_ = Kind::own_pipe;
    }
  }
}

bool Stream::ready(short events) const
{
  pollfd asked = {.fd = fd_, .events = events, .revents = 0};
  return ::poll(&asked, 1, 0) > 0;
}

Transfer Stream::read(char* to, std::size_t most) const
{
  if (kind_ == Kind::socket)
    return outcome(::recv(fd_, to, most, MSG_DONTWAIT), true);
  if (kind_ == Kind::other && !ready(POLLIN))
    return {};
  return outcome(::read(fd_, to, most), true);
}

Transfer Stream::peek(char* to, std::size_t most) const
{
  return outcome(::recv(fd_, to, most, MSG_DONTWAIT | MSG_PEEK), true);
}

Transfer Stream::take_from(const Stream& socket, std::size_t most) const
{
  constexpr unsigned how = SPLICE_F_NONBLOCK | SPLICE_F_MOVE;
  return outcome(::splice(socket.fd(), nullptr, fd_, nullptr, most, how), true);
}

Transfer Stream::write(std::string_view bytes) const
{
  if (kind_ == Kind::socket)
    return outcome(::send(fd_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL), false);
  if (kind_ == Kind::other) {
    // A pipe that is ready takes this much at least (pipe(7)).
    bytes = bytes.substr(0, std::min<std::size_t>(bytes.size(), PIPE_BUF));
    if (!ready(POLLOUT))
      return {};
  }
  return outcome(::write(fd_, bytes.data(), bytes.size()), false);
}

} // namespace mcpctl
