#include "model/signal.hpp"

#include <charconv>
#include <csignal>
#include <cstring>

namespace mcpctl {

namespace {

std::optional<int> parse_number(std::string_view text)
{
  int number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (text.empty() || failure != std::errc{} || stop != end)
    return std::nullopt;
  return number;
}

// "RTMIN+3" or "RTMAX-1": they are numbered when the program runs (signal(7)).
std::optional<int> parse_real_time(std::string_view name)
{
  const bool from_least = name.starts_with("RTMIN");
  if (!from_least && !name.starts_with("RTMAX"))
    return std::nullopt;
  const std::string_view rest = name.substr(5);
  if (rest.empty())
    return from_least ? SIGRTMIN : SIGRTMAX;
  const std::optional<int> offset = parse_number(rest.substr(1));
  if (rest.front() != (from_least ? '+' : '-') || !offset || *offset < 0
      || *offset > SIGRTMAX - SIGRTMIN)
    return std::nullopt;
  return from_least ? SIGRTMIN + *offset : SIGRTMAX - *offset;
}

} // namespace

std::optional<int> parse_signal(std::string_view text)
{
  if (text.starts_with("SIG"))
    text.remove_prefix(3);
  const std::optional<int> number = parse_number(text);
  for (int signal = 1; signal < SIGRTMIN; ++signal) {
    const char* name = sigabbrev_np(signal);
    if (name != nullptr && (number == signal || text == name))
      return signal;
  }
  return parse_real_time(text);
}

std::string signal_name(int signal)
{
  if (const char* name = sigabbrev_np(signal))
    return std::string("SIG") + name;
  if (signal >= SIGRTMIN && signal <= SIGRTMAX)
    return "SIGRTMIN+" + std::to_string(signal - SIGRTMIN);
  return "signal " + std::to_string(signal);
}

} // namespace mcpctl
