// draw: what is known of the selected server.
#include "monit/draw.hpp"

#include "model/text.hpp"
#include "report/duration.hpp"
#include "report/shell_words.hpp"
#include "report/status_view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::size_t label_width = 9;

using Rows = std::vector<StripLine>;

void add(Rows& rows, const std::string& label, const std::string& value, Paint paint = Paint::plain)
{
  if (value.empty())
    return;
  rows.push_back({{.text = " " + padded(label, label_width), .paint = Paint::dim},
                  {.text = harmless(value), .paint = paint}});
}

std::string at_most(const std::string& limit)
{
  return limit.empty() ? "" : " of at most " + limit;
}

// "12.3%, 4.5s used ▁▂▃": the graph fills the line.
void add_graph(Rows& rows, const std::string& label, const std::string& value,
               const std::string& graph, Paint paint)
{
  constexpr std::size_t value_width = 34;
  StripLine line = {{.text = " " + padded(label, label_width), .paint = Paint::dim},
                    {.text = padded(clipped(harmless(value), value_width), value_width) + " "},
                    {.text = graph, .paint = paint}};
  rows.push_back(std::move(line));
}

void add_use(Rows& rows, const Monitor& monitor, const ServerState& server, unsigned width)
{
  const Graphs* graphs = monitor.graphs_of(server.unit);
  if (graphs == nullptr || !server.cpu_usec)
    return;
  const ServerDetail none{.state = server};
  const ServerDetail& limits = monitor.detail() ? *monitor.detail() : none;
  const std::size_t room = width > 48 ? width - 47 : 1;
  const double peak = graphs->cpu.peak(room);
  const std::string percent =
      server.cpu_percent ? fmt::format("{:.1f}%, ", *server.cpu_percent) : "";
  add_graph(rows, "cpu",
            percent + format_cpu_time(*server.cpu_usec) + at_most(limits.cpu_quota.written),
            graphs->cpu.graph(room, std::max(10.0, peak)), Paint::green);
  const std::string tasks =
      server.tasks ? fmt::format(", {} task{}", *server.tasks, *server.tasks == 1 ? "" : "s") : "";
  add_graph(rows, "memory",
            format_size(server.memory_bytes.value_or(0)) + at_most(limits.memory_max.written)
                + tasks,
            graphs->memory.graph(room, graphs->memory.peak(room) * 1.1), Paint::blue);
}

std::string state_clause(const ServerState& server, RealTime now)
{
  std::string text = state_in_words(server, now);
  if (server.started_at)
    text += " since " + format_clock(*server.started_at, now);
  if (server.restarts.value_or(0) > 0)
    text +=
        fmt::format(", restarted {} time{}", *server.restarts, *server.restarts == 1 ? "" : "s");
  return text;
}

std::string ending_clause(const ServerState& server, RealTime now)
{
  if (server.ending.words.empty() && !server.ended_at)
    return "";
  const std::string words = server.ending.words.empty() ? "ended" : server.ending.words;
  return server.ended_at ? words + " at " + format_clock(*server.ended_at, now) : words;
}

std::string source_clause(const ServerState& server)
{
  if (server.source.file.empty())
    return "";
  return fmt::format("{}:{}{}", server.source.file, server.source.line,
                     server.stale.value_or(false) ? ", changed since: mcpctl apply" : "");
}

std::string sessions_clause(const ServerState& server)
{
  std::string text;
  for (const SessionState& session : server.sessions) {
    const std::string name =
        session.client ? std::string(session.client->program().name.view()) : "?";
    text +=
        fmt::format("{}{} ({})", text.empty() ? "" : ", ", name.empty() ? "?" : name, session.user);
  }
  return text;
}

} // namespace

void draw_details(Frame& frame, const Monitor& monitor, const MonitLayout& layout,
                  const MonitLook& look)
{
  const ServerState* server = monitor.selected();
  if (layout.detail_rows == 0 || server == nullptr)
    return;
  frame.lines[layout.detail_title] =
      title_line(harmless(to_string(server->id)), server->unit, false, look.size.columns);
  Rows rows;
  add(rows, "state", state_clause(*server, look.now), paint_of(server->state));
  add(rows, "last run", ending_clause(*server, look.now));
  add_use(rows, monitor, *server, look.size.columns);
  add(rows, "command", shell_command(server->argv));
  add(rows, "url", server->url);
  add(rows, "socket", server->socket);
  add(rows, "sessions", sessions_clause(*server));
  add(rows, "from", source_clause(*server),
      server->stale.value_or(false) ? Paint::yellow : Paint::plain);
  rows.resize(std::min<std::size_t>(rows.size(), layout.detail_rows));
  std::move(rows.begin(), rows.end(), frame.lines.begin() + layout.details);
}

} // namespace mcpctl
