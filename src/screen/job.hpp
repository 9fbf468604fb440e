// One verb of mcpctl for one server, run by mcpctl itself, so that a start from the screen is the
// same as one from the shell: it waits until the server is up, and says why when it is not.
#pragma once

#include "model/scope.hpp"
#include "monit/monitor.hpp"

#include <optional>
#include <string>
#include <sys/types.h>

namespace mcpctl {

class Job
{
public:
  Job(Deed deed, Scope scope);
  ~Job();
  Job(Job&& other) noexcept;
  Job& operator=(Job&& other) = delete;

  [[nodiscard]] const Deed& deed() const { return deed_; }
  [[nodiscard]] int fd() const { return fd_; } // readable when it has said something, or ended
  // What it said, once it has ended.
  [[nodiscard]] std::optional<Tiding> read();

private:
  Deed deed_;
  pid_t pid_ = -1;
  int fd_ = -1;
  std::string said_;
};

} // namespace mcpctl
