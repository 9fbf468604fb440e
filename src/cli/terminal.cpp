#include "cli/terminal.hpp"

#include <csignal>
#include <cstdio>
#include <sys/ioctl.h>
#include <sys/signalfd.h>
#include <unistd.h>

namespace mcpctl {

ScreenSize terminal_size()
{
  winsize size = {};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0)
    return {};
  return {.rows = size.ws_row, .columns = size.ws_col};
}

ViewSignals::ViewSignals(bool on_terminal)
{
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    sigaddset(&signals, signal);
  if (on_terminal) {
    sigaddset(&signals, SIGWINCH);
    sigaddset(&signals, SIGTSTP);
  }
  ::sigprocmask(SIG_BLOCK, &signals, nullptr);
  fd_ = ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK);
}

ViewSignals::~ViewSignals()
{
  ::close(fd_);
}

ViewSignals::Kind ViewSignals::take() const
{
  Kind kind = Kind::none;
  signalfd_siginfo signal = {};
  while (::read(fd_, &signal, sizeof signal) == static_cast<ssize_t>(sizeof signal)) {
    if (signal.ssi_signo == SIGTSTP)
      return Kind::suspend;
    if (signal.ssi_signo != SIGWINCH)
      return Kind::end;
    kind = Kind::resized;
  }
  return kind;
}

void stop_until_continued()
{
  ::raise(SIGSTOP);
}

AlternateScreen::AlternateScreen()
{
  enter();
}

AlternateScreen::~AlternateScreen()
{
  leave();
}

// Terminals without a second screen pass over the first of these.
void AlternateScreen::enter()
{
  std::fputs("\x1b[?1049h\x1b[?25l", stdout);
  std::fflush(stdout);
}

void AlternateScreen::leave()
{
  std::fputs("\x1b[?25h\x1b[?1049l", stdout);
  std::fflush(stdout);
}

} // namespace mcpctl
