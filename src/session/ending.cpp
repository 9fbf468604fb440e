#include "session/ending.hpp"

namespace mcpctl {

namespace {

struct Cause
{
  std::string_view result;
  std::string_view words;
};

// Results that say more than the main process's status does.
constexpr Cause causes[] = {
    {"oom-kill", "ran out of memory"},
    {"timeout", "did not stop in time"},
    {"watchdog", "did not report to the watchdog in time"},
    {"resources", "lacked a file or resource that its unit needs"},
};

} // namespace

EndingText describe_ending(std::string_view result, std::string_view code, std::string_view status)
{
  EndingText text;
  for (const Cause& cause : causes) {
    if (cause.result == result)
      text << cause.words << (code.empty() ? "" : ", ");
  }
  if (code == "exited")
    text << "exited with status " << status;
  else if (code == "killed")
    text << "killed by SIG" << status;
  else if (code == "dumped")
    text << "killed by SIG" << status << ", core dumped";
  else if (text.view().empty())
    text << (result.empty() ? "systemd does not say how" : result);
  return text;
}

} // namespace mcpctl
