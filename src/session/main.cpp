// mcpctl-session: what stands in the unit of every session of a stdio server. Standard input and
// output are the connection with the client.
//
//   mcpctl-session run NAME GRACE_MS -- PROGRAM [ARGUMENT...]    ExecStart=
//   mcpctl-session end NAME LIMIT_MS                             ExecStop=
//   mcpctl-session ended NAME                                    ExecStopPost=

#include "session/modes.hpp"

#include <charconv>
#include <cstdio>
#include <optional>
#include <span>

namespace {

using namespace mcpctl;

constexpr int usage_status = 2;

std::optional<Milliseconds> span_of(std::string_view text)
{
  Milliseconds::rep count = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (failure != std::errc() || end != text.data() + text.size() || count < 0)
    return std::nullopt;
  return Milliseconds(count);
}

int usage()
{
  std::fputs("usage: mcpctl-session run NAME GRACE_MS -- PROGRAM [ARGUMENT...]\n"
             "       mcpctl-session end NAME LIMIT_MS\n"
             "       mcpctl-session ended NAME\n"
             "It stands in the units of stdio servers: see mcp@.service(7).\n",
             stderr);
  return usage_status;
}

} // namespace

int main(int argc, char** argv)
{
  const std::span<char*> words(argv, static_cast<std::size_t>(argc));
  if (words.size() < 3)
    return usage();
  const std::string_view mode = words[1];
  const std::string_view server = words[2];
  if (mode == "ended" && words.size() == 3)
    return tell_ending(server);
  const std::optional<Milliseconds> span = words.size() > 3 ? span_of(words[3]) : std::nullopt;
  if (mode == "end" && words.size() == 4 && span)
    return end_session(*span);
  if (mode == "run" && words.size() > 5 && span && words[4] == std::string_view("--"))
    return run_server(server, *span, words.subspan(5));
  return usage();
}
