#include "report/use_clauses.hpp"

#include "report/duration.hpp"

#include <fmt/format.h>

namespace mcpctl {

namespace {

using Format = std::string (*)(std::uint64_t amount);

std::string as_percent(std::uint64_t amount)
{
  return fmt::format("{}%", amount);
}

std::string as_size(std::uint64_t amount)
{
  return format_byte_size({ByteSize::Kind::bytes, amount});
}

std::string as_number(std::uint64_t amount)
{
  return std::to_string(amount);
}

// As systemd holds it, or as our files say it where systemd does not count it or was not asked;
// empty: no limit. What systemd would count by default is nobody's limit while it does not.
std::string words_of(const LimitDetail& limit, Format format)
{
  return limit.enforced && limit.amount ? format(*limit.amount) : limit.written;
}

// How near a server as a whole is to its limit.
std::optional<double> part_of(const std::optional<std::uint64_t>& used, const LimitDetail& limit,
                              const ServerDetail& server)
{
  if (server.state.type == ServerType::stdio || !used || !limit.enforced
      || limit.amount.value_or(0) == 0)
    return std::nullopt;
  return static_cast<double>(*used) / static_cast<double>(*limit.amount);
}

void append(std::string& text, const std::string& clause)
{
  text += (text.empty() ? "" : ", ") + clause;
}

// Of a stdio server each session has the limit, and all sessions together the use.
std::string at_most(const ServerDetail& server, const std::string& limit)
{
  return (server.state.type == ServerType::stdio ? "each session at most " : "at most ") + limit;
}

// One resource, in words.
struct Use
{
  const char* label;
  std::string used;
  std::string limit;
  std::optional<double> part; // of the limit; unknown: the two cannot be set against each other
  bool is_drawn = true;       // as a bar, too
};

void add(Sheet& sheet, const ServerDetail& server, const Use& use, const std::string& more = "")
{
  std::string text = use.used;
  if (use.part)
    text += fmt::format(" of {} ({:.0f}%)", use.limit, *use.part * 100);
  else if (!use.limit.empty())
    append(text, at_most(server, use.limit));
  if (!more.empty())
    append(text, more);
  if (use.part && use.is_drawn)
    sheet.add_bar(use.label, *use.part, text);
  else
    sheet.add(use.label, text);
}

// A process that the kernel kills is told nowhere else where the others run on.
std::uint64_t kills_of(const ServerDetail& server)
{
  return server.memory ? server.memory->kills.value_or(0) : 0;
}

void add_memory(Sheet& sheet, const ServerDetail& server)
{
  const auto& used = server.state.memory_bytes;
  const std::string high = words_of(server.memory_high, as_size);
  std::string more = high.empty() ? "" : "slowed above " + high;
  if (server.memory && server.memory->peak)
    append(more, "at most " + format_size(*server.memory->peak) + " so far");
  add(sheet, server,
      {.label = "memory",
       .used = used ? format_size(*used) : "",
       .limit = words_of(server.memory_max, as_size),
       .part = part_of(used, server.memory_max, server)},
      more);
  if (const std::uint64_t kills = kills_of(server); kills > 0) {
    sheet.add("",
              fmt::format("{} process{} killed for want of memory since its start", kills,
                          kills == 1 ? "" : "es"),
              Paint::red);
  }
}

// Processor time says little without the time that it was used in.
void add_cpu(Sheet& sheet, const ServerDetail& server, RealTime now)
{
  const ServerState& state = server.state;
  std::string used = state.cpu_usec ? format_cpu_time(*state.cpu_usec) : "";
  const auto up = uptime(state, now);
  if (state.cpu_usec && up && up->count() > 0)
    used += fmt::format(", {:.1f}% of a processor on average",
                        100.0 * static_cast<double>(*state.cpu_usec)
                            / static_cast<double>(up->count()));
  add(sheet, server,
      {.label = "cpu", .used = used, .limit = words_of(server.cpu_quota, as_percent)});
}

void add_tasks(Sheet& sheet, const ServerDetail& server)
{
  const auto& used = server.state.tasks;
  LimitDetail limit = server.tasks_max;
  // Of sessions the manager's own default tells nothing.
  if (limit.written.empty() && server.state.type == ServerType::stdio)
    limit = {};
  add(sheet, server,
      {.label = "tasks",
       .used = used ? std::to_string(*used) : "",
       .limit = words_of(limit, as_number),
       .part = part_of(used, limit, server),
       .is_drawn = !limit.written.empty()});
}

bool is_idle(const LimitDetail& limit)
{
  return !limit.enforced && !limit.written.empty();
}

// Limits that the configuration asks for and that nothing would hold the server to.
std::string not_in_force(const ServerDetail& server)
{
  std::string controllers;
  if (is_idle(server.memory_max) || is_idle(server.memory_high))
    append(controllers, "memory");
  if (is_idle(server.cpu_quota))
    append(controllers, "cpu");
  if (is_idle(server.tasks_max))
    append(controllers, "pids");
  return controllers.empty()
             ? ""
             : fmt::format("not in force: the service manager has no {} controller", controllers);
}

} // namespace

void add_use(Sheet& sheet, const ServerDetail& server, RealTime now)
{
  add_memory(sheet, server);
  add_cpu(sheet, server, now);
  add_tasks(sheet, server);
  sheet.add("", not_in_force(server), Paint::yellow);
}

} // namespace mcpctl
