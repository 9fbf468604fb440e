#include "units/rotation.hpp"

#include "units/companion.hpp"
#include "units/quote.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

// Frequent enough for a file that grows by megabytes a second, and nothing beside what a server of
// that kind does.
constexpr std::string_view check_interval = "30s";

std::vector<std::string> argv_of(const char* mode, const Server& server, const InstanceId& id,
                                 const Target& target)
{
  const LogRotation& rotation = *server.logs.rotation;
  const std::string writers = server.type == ServerType::stdio
                                  ? fmt::format("mcp-{}@*.service", server.name.str())
                                  : unit_name(id);
  std::vector<std::string> argv = {target.rotate_program, mode,
                                   target.scope == Scope::user ? "--user" : "--system",
                                   "--writers=" + writers};
  if (rotation.size)
    argv.push_back(fmt::format("--size={}", *rotation.size));
  argv.push_back(fmt::format("--keep={}", rotation.keep));
  if (rotation.max_age) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(*rotation.max_age);
    argv.push_back(fmt::format("--max-age={}", seconds.count()));
  }
  if (rotation.compress)
    argv.emplace_back("--compress");
  argv.emplace_back("--");
  for (LogPlace& place : log_places(server, id))
    argv.push_back(std::move(place.path));
  return argv;
}

void add(RenderedUnit& unit, CompanionKind kind, const std::string& text,
         std::vector<std::string> argv = {})
{
  unit.files.push_back(companion_file(kind, unit.id, text));
  unit.companions[companion_unit(kind, unit.id)] = std::move(argv);
}

} // namespace

void add_rotation(RenderedUnit& unit, const Server& server, const Target& target)
{
  if (!server.logs.rotation)
    return;
  const LogRotation& rotation = *server.logs.rotation;
  const std::vector<std::string> run = argv_of("run", server, unit.id, target);
  const std::vector<std::string> thaw = argv_of("thaw", server, unit.id, target);
  add(unit, CompanionKind::rotate,
      fmt::format("[Service]\nExecStart={}\nExecStopPost=-{}\n", render_exec_start(run),
                  render_exec_start(thaw)),
      carried_argv(run));
  if (rotation.size || rotation.max_age)
    add(unit, CompanionKind::rotate_timer,
        fmt::format("[Timer]\nOnActiveSec={0}\nOnUnitInactiveSec={0}\n", check_interval));
  if (!rotation.on_calendar.empty())
    add(unit, CompanionKind::rotate_calendar,
        fmt::format("[Timer]\nOnCalendar={}\n", rotation.on_calendar));
}

} // namespace mcpctl
