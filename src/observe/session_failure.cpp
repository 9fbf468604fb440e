#include "observe/session_failure.hpp"

#include "model/text.hpp"
#include "observe/ending.hpp"

#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <cstring>

namespace mcpctl {

namespace {

// Columns. A client shows the line to a person, and mcpctl connect takes an answer of 64 KiB.
constexpr std::size_t longest_line = 500;

int kind_of(const std::string& exit_code)
{
  if (exit_code == "exited")
    return CLD_EXITED;
  if (exit_code == "killed")
    return CLD_KILLED;
  return exit_code == "dumped" ? CLD_DUMPED : 0;
}

// A number, or a signal's name without SIG.
int status_of(const std::string& text)
{
  for (int signal = 1; signal < NSIG; ++signal) {
    const char* const name = sigabbrev_np(signal);
    if (name != nullptr && text == name)
      return signal;
  }
  int status = 0;
  std::from_chars(text.data(), text.data() + text.size(), status);
  return status;
}

std::string words_of(const SessionEnd& end)
{
  if (end.exit_code.empty() && end.result == "exit-code")
    return "exited with an error";
  if (end.exit_code.empty() && (end.result == "signal" || end.result == "core-dump"))
    return "was killed by a signal";
  UnitState unit{.result = end.result,
                 .exit_code_kind = kind_of(end.exit_code),
                 .exit_status = status_of(end.exit_status)};
  if (const std::string words = ending_of(unit).words; !words.empty())
    return words.starts_with("killed ") ? "was " + words : words;
  if (unit.exit_code_kind == CLD_EXITED)
    return fmt::format("exited with status {}", unit.exit_status);
  return unit.exit_code_kind == 0 ? "left" : "was stopped";
}

std::string what_of(const ServerName& server, const std::optional<SessionEnd>& end)
{
  if (!end)
    return fmt::format("{}: the session has ended, and the journal does not tell why",
                       server.str());
  if (end->refused_at) {
    return fmt::format("{}: {} open, which is max_sessions: close one, or raise it in the "
                       "configuration",
                       server.str(),
                       *end->refused_at == 1 ? "1 session is"
                                             : fmt::format("{} sessions are", *end->refused_at));
  }
  std::string what = fmt::format("{}: the server {}", server.str(), words_of(*end));
  if (!end->systemd.empty())
    what += ": " + harmless(end->systemd);
  return what;
}

} // namespace

SessionFailure describe_end(const ServerName& server, const std::optional<SessionEnd>& end,
                            const std::string& logs)
{
  SessionFailure failure{
      .server = server.str(), .what = what_of(server, end), .hint = "see: " + logs};
  if (!end)
    return failure;
  failure.end = *end;
  failure.last_line = clipped(harmless(end->last_line), longest_line);
  return failure;
}

SessionFailure describe_error(const std::string& server, const Error& error)
{
  return {.server = server,
          .code = error.code,
          .what = error.what,
          .hint = error.mend.empty() ? std::string() : "try: " + error.mend};
}

} // namespace mcpctl
