// A descriptor by which one thread wakes another.
#pragma once

namespace mcpctl {

class EventFd
{
public:
  EventFd();
  ~EventFd();
  EventFd(const EventFd&) = delete;
  EventFd& operator=(const EventFd&) = delete;

  [[nodiscard]] int get() const { return fd_; } // readable once signalled
  void signal() const;
  void drain() const;

private:
  int fd_;
};

} // namespace mcpctl
