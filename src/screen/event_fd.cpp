#include "screen/event_fd.hpp"

#include <cstdint>
#include <sys/eventfd.h>
#include <unistd.h>

namespace mcpctl {

EventFd::EventFd() : fd_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

EventFd::~EventFd()
{
  ::close(fd_);
}

void EventFd::signal() const
{
  const std::uint64_t one = 1;
  (void)!::write(fd_, &one, sizeof one);
}

void EventFd::drain() const
{
  std::uint64_t count = 0;
  (void)!::read(fd_, &count, sizeof count);
}

} // namespace mcpctl
