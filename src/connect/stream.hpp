// A descriptor that others may share, read and written without ever waiting. O_NONBLOCK is not set
// on it, since that would be set for all who hold it: the shell, for one.
#pragma once

#include <cstddef>
#include <string_view>

namespace mcpctl {

// What became of one attempt. Neither bytes nor end: not now.
struct Transfer
{
  std::size_t bytes = 0;
  bool ended = false; // nothing comes any more, or nobody takes it
  int error = 0;      // why nobody takes it, where that is more than a reader who has left
};

class Stream
{
public:
  // `mode` is O_RDONLY or O_WRONLY. The descriptor stays the caller's.
  Stream(int fd, int mode);

  [[nodiscard]] Transfer read(char* to, std::size_t most) const;
  [[nodiscard]] Transfer write(std::string_view bytes) const;
  // The same bytes can be read again.
  [[nodiscard]] Transfer peek(char* to, std::size_t most) const; // of a socket
  // Whether take_from() works: this is a pipe.
  [[nodiscard]] bool can_take() const { return kind_ == Kind::own_pipe; }
  // Lets the kernel move bytes that are there in `socket` to here without a copy. Not now: this
  // is full.
  [[nodiscard]] Transfer take_from(const Stream& socket, std::size_t most) const;
  [[nodiscard]] int fd() const { return fd_; }

private:
  enum class Kind { socket, own_pipe, file, other };

  [[nodiscard]] bool ready(short events) const;

  int fd_;
  Kind kind_ = Kind::other;
};

} // namespace mcpctl
