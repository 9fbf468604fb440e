#include "session/watcher.hpp"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <limits>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// Places of the only two descriptors that the watcher keeps.
constexpr int connection = 0;
constexpr int server_end = 1;

int milliseconds(Milliseconds span)
{
  constexpr Milliseconds::rep longest = std::numeric_limits<int>::max();
  return static_cast<int>(std::min(span.count(), longest));
}

// Signals that are meant for the server, or for all processes of its group or name, do not end the
// watch over it.
void keep_on_watching()
{
  ::setsid();
  for (const int signal : {SIGHUP, SIGINT, SIGTERM, SIGPIPE, SIGUSR1, SIGUSR2})
    ::signal(signal, SIG_IGN);
  ::prctl(PR_SET_NAME, "mcpctl-watch");
}

void keep_only(int socket, int pidfd)
{
  const int high = ::dup(pidfd);
  ::dup2(socket, connection);
  ::dup2(high, server_end);
  ::close_range(server_end + 1, ~0U, 0);
}

// Or who looks for the server by its command line finds its watcher too. The words lie one behind
// the other (execve(2)).
void wipe(std::span<char*> command)
{
  char* const end = command.back() + std::strlen(command.back());
  std::fill(command.front(), end, '\0');
}

// Whether both directions of the connection were over before the server had ended. A client that
// only has nothing more to say is none that is gone: POLLHUP does not tell of it.
bool connection_ends_first()
{
  pollfd watched[] = {{.fd = connection, .events = 0, .revents = 0},
                      {.fd = server_end, .events = POLLIN, .revents = 0}};
  while (::poll(watched, 2, -1) <= 0) {
  }
  return watched[1].revents == 0;
}

[[noreturn]] void watch(int socket, int pidfd, Milliseconds grace)
{
  keep_only(socket, pidfd);
  keep_on_watching();
  if (connection_ends_first()) {
    for (const int signal : {SIGTERM, SIGKILL}) {
      if (wait_for_end(server_end, grace))
        break;
      ::syscall(SYS_pidfd_send_signal, server_end, signal, nullptr, 0);
    }
  }
  ::_exit(0);
}

} // namespace

bool wait_for_end(int pidfd, Milliseconds limit)
{
  pollfd watched = {.fd = pidfd, .events = POLLIN, .revents = 0};
  return ::poll(&watched, 1, milliseconds(limit)) > 0;
}

bool start_watcher(int socket, Milliseconds grace, std::span<char*> command)
{
  const int pidfd = static_cast<int>(::syscall(SYS_pidfd_open, ::getpid(), 0));
  if (pidfd < 0)
    return false;
  const pid_t between = ::fork();
  if (between == 0) {
    const pid_t watcher = ::fork();
    if (watcher == 0) {
      wipe(command);
      watch(socket, pidfd, grace);
    }
    ::_exit(watcher > 0 ? 0 : 1);
  }
  int status = 1;
  if (between > 0)
    ::waitpid(between, &status, 0);
  ::close(pidfd);
  return status == 0;
}

} // namespace mcpctl
