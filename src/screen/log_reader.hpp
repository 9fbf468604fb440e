// The log of one server, read by a thread of its own as `logs -f` reads it.
#pragma once

#include "model/result.hpp"
#include "model/scope.hpp"
#include "observe/log_line.hpp"
#include "screen/event_fd.hpp"

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace mcpctl {

class LogReader
{
public:
  LogReader(Scope scope, const std::string& unit);
  ~LogReader();
  LogReader(const LogReader&) = delete;
  LogReader& operator=(const LogReader&) = delete;

  [[nodiscard]] int fd() const { return shared_->arrived.get(); }
  struct Arrived
  {
    std::deque<LogLine> lines;
    std::optional<Error> failed; // there will be no more
  };
  // What has come since the last call; of too much, the newest.
  [[nodiscard]] Arrived take();

private:
  struct Shared
  {
    EventFd arrived;
    EventFd stop;
    std::mutex guard;
    Arrived held;
  };
  static void read(Shared& shared, Scope scope, const std::string& unit);

  std::shared_ptr<Shared> shared_;
};

} // namespace mcpctl
