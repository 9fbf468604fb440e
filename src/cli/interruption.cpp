#include "cli/interruption.hpp"

#include <csignal>
#include <string_view>
#include <sys/signalfd.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr std::string_view words =
    "\nmcpctl: interrupted; the next mcpctl apply does what is left to do\n";

// Only what signal-safety(7) allows. The signal's own effect is back in force while it runs.
void say_and_end(int signal)
{
  (void)!::write(STDERR_FILENO, words.data(), words.size());
  ::raise(signal);
}

} // namespace

void announce_interruptions()
{
  struct sigaction action = {};
  action.sa_handler = say_and_end;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    ::sigaction(signal, &action, nullptr);
}

int interrupt_fd()
{
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

} // namespace mcpctl
