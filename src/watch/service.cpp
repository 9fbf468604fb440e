#include "watch/service.hpp"

#include "session/journal_message.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// Runs `child` in a process of its own, as root where the system's manager is asked; whether it
// exits with 0.
template <typename Child> bool in_child(bool as_root, Child child)
{
  const pid_t pid = ::fork();
  if (pid == 0) {
    const bool changed =
        !as_root || ::geteuid() == 0
        || (::setgroups(0, nullptr) == 0 && ::setresgid(0, 0, 0) == 0 && ::setresuid(0, 0, 0) == 0);
    if (!changed)
      std::fprintf(stderr, "mcpctl-watch: cannot become root: %s\n", std::strerror(errno));
    ::_exit(changed ? child() : 1);
  }
  int status = 1;
  while (pid > 0 && ::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
  }
  return pid > 0 && status == 0;
}

} // namespace

bool WatchedService::restart() const
{
  // A restart by intent does not count against the limit of starts. What is not loaded any more has
  // nothing to be reset.
  (void)systemctl("reset-failed", true);
  return systemctl("restart", false);
}

bool WatchedService::systemctl(const char* verb, bool quiet) const
{
  return in_child(is_system_, [&] {
    const int null = quiet ? ::open("/dev/null", O_WRONLY | O_CLOEXEC) : -1;
    if (null >= 0)
      ::dup2(null, STDERR_FILENO);
    // A stop that is under way is not to be turned round: hence --job-mode=fail.
    ::execlp("systemctl", "systemctl", is_system_ ? "--system" : "--user", "--no-block",
             "--job-mode=fail", verb, "--", unit_.c_str(), nullptr);
    std::fprintf(stderr, "mcpctl-watch: cannot run systemctl: %s\n", std::strerror(errno));
    return 1;
  });
}

void WatchedService::tell(int priority, std::string_view text) const
{
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, '?');
  (void)in_child(is_system_, [&] {
    JournalMessage message;
    message.add("SYSLOG_IDENTIFIER", "mcpctl-watch");
    message.add("PRIORITY", priority);
    // What journalctl --unit looks for (journalctl(1)).
    message.add(is_system_ ? "OBJECT_SYSTEMD_UNIT" : "USER_UNIT", unit_);
    message.add("MCPCTL_EVENT", "watch");
    message.add("MESSAGE", line);
    message.send(JournalMessage::Then::end);
    return 0;
  });
}

} // namespace mcpctl
