// mcpctl-rotate: what stands in mcpctl-rotate@NAME.service, which two timers start.
//
//   mcpctl-rotate run  [OPTION...] -- FILE...    ExecStart=
//   mcpctl-rotate thaw [OPTION...] -- FILE...    ExecStopPost=

#include "rotate/rotate.hpp"

#include <cstdio>
#include <cstdlib>

namespace {

using namespace mcpctl;

constexpr int usage_status = 2;

std::string_view variable(const char* name)
{
  const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): there are no threads
  return value == nullptr ? std::string_view() : std::string_view(value);
}

int usage()
{
  std::fputs("usage: mcpctl-rotate run|thaw [--user|--system] --writers=UNIT [--size=BYTES]\n"
             "         [--keep=N] [--max-age=SECONDS] [--compress] -- FILE...\n"
             "It stands in the units of servers that write to log files: see mcp@.service(7).\n",
             stderr);
  return usage_status;
}

} // namespace

int main(int argc, char** argv)
{
  const std::span<char*> words(argv, static_cast<std::size_t>(argc));
  const auto options = parse_rotate_options(words.subspan(words.empty() ? 0 : 1));
  if (!options)
    return usage();
  if (options->thaw) // what ended well has released its writers (systemd.exec(5), $SERVICE_RESULT)
    return variable("SERVICE_RESULT") == "success" ? 0 : thaw_after_kill(*options);
  // Which timer it was (systemd.exec(5), $TRIGGER_UNIT).
  return run_rotation(*options, variable("TRIGGER_UNIT").starts_with("mcpctl-rotate-calendar@"));
}
