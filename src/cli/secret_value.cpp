#include "cli/secret_value.hpp"

#include "model/secret.hpp"
#include "store/secrets.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// What the kernel keeps of a line that is typed, without its newline (termios(3), ICANON).
constexpr std::size_t longest_line = 4095;
// More of a text that was pasted is there by then.
constexpr int pasted_ms = 100;

constexpr std::array ending_signals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};

// As it was before; a signal handler can reach nothing else.
termios shown_terminal = {};

// Only what signal-safety(7) allows. The signal's own effect is back in force while it runs.
void show_and_end(int signal)
{
  ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_terminal);
  (void)!::write(STDERR_FILENO, "\n", 1);
  ::raise(signal);
}

// A terminal that does not show what is typed, as long as this lives.
class SilentTerminal
{
public:
  SilentTerminal()
  {
    if (::tcgetattr(STDIN_FILENO, &shown_terminal) != 0)
      return;
    struct sigaction end = {};
    end.sa_handler = show_and_end;
    end.sa_flags = static_cast<int>(SA_RESETHAND);
    for (std::size_t i = 0; i < ending_signals.size(); ++i)
      ::sigaction(ending_signals[i], &end, &before_[i]);
    struct sigaction ignore = {};
    ignore.sa_handler = SIG_IGN; // a shell in front would show what is typed after a stop
    ::sigaction(SIGTSTP, &ignore, &stop_before_);
    termios silent = shown_terminal;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL);
    silent.c_lflag |= ICANON | ISIG;
    silent_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0;
  }
  SilentTerminal(const SilentTerminal&) = delete;
  SilentTerminal& operator=(const SilentTerminal&) = delete;
  // What is left of a pasted text is dropped: it must not be the shell's next command.
  ~SilentTerminal()
  {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown_terminal);
    for (std::size_t i = 0; i < ending_signals.size(); ++i)
      ::sigaction(ending_signals[i], &before_[i], nullptr);
    ::sigaction(SIGTSTP, &stop_before_, nullptr);
  }
  [[nodiscard]] bool silent() const { return silent_; }

private:
  std::array<struct sigaction, ending_signals.size()> before_{};
  struct sigaction stop_before_ = {};
  bool silent_ = false;
};

Error no_value(std::string what, const std::string& command)
{
  return {ExitCode::usage, std::move(what) + "; nothing was changed", command + " <FILE"};
}

// Reads until the end, or until `enough` says so.
template <typename Enough> Status read_input(std::string& text, Enough enough)
{
  std::array<char, 65'536> block{};
  while (!enough(text)) {
    const ssize_t count = ::read(STDIN_FILENO, block.data(), block.size());
    if (count < 0 && errno == EINTR)
      continue;
    if (count < 0)
      return Error{ExitCode::failed, std::string("standard input: ") + std::strerror(errno), ""};
    if (count == 0)
      return Nothing{};
    text.append(block.data(), static_cast<std::size_t>(count));
  }
  return Nothing{};
}

bool more_is_there()
{
  pollfd input = {.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
  return ::poll(&input, 1, pasted_ms) > 0 && (input.revents & POLLIN) != 0;
}

Result<std::string> type_value(const std::string& prompt, const std::string& command)
{
  const SilentTerminal terminal;
  if (!terminal.silent())
    return no_value("this terminal cannot hide what is typed", command);
  fmt::print(stderr, "{}", prompt);
  std::string line;
  const Status read =
      read_input(line, [](const std::string& text) { return text.ends_with('\n'); });
  const bool more = read.ok() && !line.empty() && more_is_there();
  fmt::print(stderr, "\n");
  if (!read.ok())
    return read.error();
  if (more)
    return no_value("a value of several lines cannot be typed", command);
  if (line.size() >= longest_line)
    return no_value(fmt::format("a terminal cuts what is longer than {} bytes", longest_line),
                    command);
  return line;
}

} // namespace

Result<std::string> read_secret_value(const std::string& prompt, const std::string& command)
{
  std::string input;
  if (::isatty(STDIN_FILENO) == 1) {
    Result<std::string> typed = type_value(prompt, command);
    if (!typed.ok())
      return typed;
    input = std::move(*typed);
  } else if (const Status read = read_input(
                 input, [](const std::string& text) { return text.size() > largest_secret + 2; });
             !read.ok()) {
    return read.error();
  }
  std::string value = value_of_input(std::move(input));
  if (value.empty())
    return no_value("no value was given", command);
  return value;
}

} // namespace mcpctl
