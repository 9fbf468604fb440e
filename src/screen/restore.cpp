#include "screen/restore.hpp"

#include <array>
#include <atomic>
#include <csignal>
#include <cstring>
#include <curses.h>
#include <string>
#include <term.h>
#include <termios.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// A handler can reach nothing but what stands still: all of this is written before it is installed.
termios settings_before;
std::array<char, 512> way_back;
std::size_t way_back_length = 0;
std::atomic<bool> changed = false;
std::string collected;

constexpr std::array crashes = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};

int collect(int byte)
{
  collected += static_cast<char>(byte);
  return byte;
}

// Only what signal-safety(7) allows. The signal's own effect is back in force while it runs.
void put_back_and_end(int signal)
{
  if (changed.exchange(false)) {
    (void)!::write(STDOUT_FILENO, way_back.data(), way_back_length);
    ::tcsetattr(STDIN_FILENO, TCSANOW, &settings_before);
    constexpr std::string_view words = "mcpctl: monit crashed; servers run on\n";
    (void)!::write(STDERR_FILENO, words.data(), words.size());
  }
  ::raise(signal);
}

} // namespace

void remember_terminal()
{
  ::tcgetattr(STDIN_FILENO, &settings_before);
}

void remember_way_back()
{
  collected = "\x1b[?1006l\x1b[?1000l"; // no reports of the mouse; XM, where terminfo has none
  for (const char* name : {"rmkx", "sgr0", "cnorm", "rmcup"}) {
    const char* text = ::tigetstr(name);
    if (text != nullptr && text != reinterpret_cast<char*>(-1)) // NOLINT: terminfo(3) says so
      ::tputs(text, 1, collect);
  }
  way_back_length = std::min(collected.size(), way_back.size());
  std::memcpy(way_back.data(), collected.data(), way_back_length);
  changed = true;
  static std::array<char, 16384> stack; // a crash may be of too little stack
  const stack_t aside = {.ss_sp = stack.data(), .ss_flags = 0, .ss_size = stack.size()};
  ::sigaltstack(&aside, nullptr);
  struct sigaction action = {};
  action.sa_handler = put_back_and_end;
  action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_NODEFER | SA_ONSTACK;
  for (const int signal : crashes)
    ::sigaction(signal, &action, nullptr);
}

void terminal_is_back()
{
  changed = false;
}

} // namespace mcpctl
