// The log of one server, read by a thread of its own as `logs -f` reads it.
#pragma once

#include "model/scope.hpp"
#include "observe/log_line.hpp"
#include "screen/event_fd.hpp"
#include "store/store.hpp"

#include <deque>
#include <memory>
#include <mutex>

namespace mcpctl {

class LogReader
{
public:
  LogReader(Scope scope, const InstalledUnit& unit);
  ~LogReader();
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  [[nodiscard]] int fd() const { return shared_->arrived.get(); }
  // What has come since the last call; of too much, the newest. Why there is nothing to read is a
  // line, too.
  [[nodiscard]] std::deque<LogLine> take();

private:
  struct Shared
  {
    EventFd arrived;
    EventFd stop;
    std::mutex guard;
    std::deque<LogLine> lines;
  };
  static void read(Shared& shared, Scope scope, const InstalledUnit& unit);

  std::shared_ptr<Shared> shared_;
};

} // namespace mcpctl
