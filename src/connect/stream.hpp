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
};

class Stream
{
public:
  // `mode` is O_RDONLY or O_WRONLY. The descriptor stays the caller's.
  Stream(int fd, int mode);

  [[nodiscard]] Transfer read(char* to, std::size_t most) const;
  [[nodiscard]] Transfer write(std::string_view bytes) const;
  [[nodiscard]] int fd() const { return fd_; }

private:
  enum class Kind { socket, own_pipe, file, other };

  [[nodiscard]] bool ready(short events) const;

  int fd_;
  Kind kind_ = Kind::other;
};

} // namespace mcpctl
