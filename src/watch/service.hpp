// The server as its watcher sees it: a unit that is restarted, and whose log tells why. Where the
// system's manager runs it the watcher has the server's user, and the right to become root for
// just this.
#pragma once

#include <string>
#include <string_view>

namespace mcpctl {

class WatchedService
{
public:
  WatchedService(bool is_system, std::string unit) : is_system_(is_system), unit_(std::move(unit))
  {
  }

  // Restarts it, or starts it where it has failed or ended by itself: the watcher runs only as long
  // as nobody stops the server. Does not wait for that. False where a stop is under way.
  [[nodiscard]] bool restart() const;
  // A line of the server's own log, as the manager's lines are. Control characters are replaced.
  void tell(int priority, std::string_view text) const;

private:
  [[nodiscard]] bool systemctl(const char* verb, bool quiet) const;

  bool is_system_;
  std::string unit_;
};

} // namespace mcpctl
