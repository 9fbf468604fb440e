// draw: the table of servers.
#include "monit/draw.hpp"

#include "model/text.hpp"
#include "report/duration.hpp"
#include "report/shell_words.hpp"
#include "report/status_view.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace mcpctl {

namespace {

using What = TableColumn::What;

// A graph shows little differences of servers that do little, and does not let them look busy.
constexpr double least_full_percent = 10;

std::string percent_text(const ServerState& server)
{
  if (!server.cpu_percent)
    return "-";
  return fmt::format("{:.{}f}", *server.cpu_percent, *server.cpu_percent < 99.95 ? 1 : 0);
}

std::string graph_text(const Graphs* graphs, What what, unsigned width)
{
  if (graphs == nullptr)
    return "";
  if (what == What::graph)
    return graphs->cpu.graph(width, std::max(least_full_percent, graphs->cpu.peak(width)));
  return graphs->memory.graph(width, graphs->memory.peak(width) * 1.1);
}

std::string cell_text(const ServerState& server, const Graphs* graphs, const TableColumn& column,
                      RealTime now)
{
  const auto up = uptime(server, now);
  switch (column.what) {
  case What::name:
    return harmless(to_string(server.id));
  case What::state:
    return state_text(server, now);
  case What::pid:
    return server.pid ? std::to_string(*server.pid) : "-";
  case What::uptime:
    return up ? format_uptime(*up) : "-";
  case What::restarts:
    return server.restarts ? std::to_string(*server.restarts) : "-";
  case What::cpu:
    return percent_text(server);
  case What::memory:
    return server.memory_bytes ? format_size(*server.memory_bytes) : "-";
  case What::command:
    return harmless(shell_command(server.argv));
  case What::graph:
  case What::memory_graph:
    break;
  }
  return graph_text(graphs, column.what, column.width);
}

Paint paint_of_cell(const ServerState& server, const TableColumn& column)
{
  switch (column.what) {
  case What::state:
    return paint_of(server.state);
  case What::graph:
    return Paint::green;
  case What::memory_graph:
    return Paint::blue;
  case What::command:
    return Paint::dim;
  case What::restarts:
    return server.restarts.value_or(0) > 0 ? Paint::yellow : Paint::plain;
  default:
    return Paint::plain;
  }
}

std::string aligned(const std::string& text, const TableColumn& column)
{
  const std::string cut =
      column.what == What::name ? clipped_name(text, column.width) : clipped(text, column.width);
  return column.number ? right_aligned(cut, column.width) : padded(cut, column.width);
}

StripLine row_line(const Monitor& monitor, const ServerState& server, bool selected,
                   const std::vector<TableColumn>& columns, const MonitLook& look)
{
  StripLine line = {{.text = std::string(sign_of(server.state)) + " ",
                     .paint = paint_of(server.state),
                     .reverse = selected}};
  const Graphs* graphs = monitor.graphs_of(server.unit);
  for (const TableColumn& column : columns) {
    // The selected line is one colour, which is readable on every terminal.
    line.push_back({.text = aligned(cell_text(server, graphs, column, look.now), column) + " ",
                    .paint = selected ? Paint::plain : paint_of_cell(server, column),
                    .bold = selected || column.what == What::name,
                    .reverse = selected});
  }
  if (selected)
    line.front().paint = Paint::plain;
  return fitted(line, look.size.columns);
}

StripLine heading_line(const Monitor& monitor, const std::vector<TableColumn>& columns,
                       unsigned width)
{
  StripLine line = {{.text = "  "}};
  for (const TableColumn& column : columns) {
    const bool ranks = !column.title.empty() && column.rank == monitor.ranking().by;
    std::string title = column.title;
    if (ranks)
      title += monitor.ranking().reversed ? "▴" : "▾";
    line.push_back({.text = aligned(title, column) + " ",
                    .paint = ranks ? Paint::cyan : Paint::dim,
                    .bold = true});
  }
  return fitted(line, width);
}

StripLine nothing_line(const Monitor& monitor)
{
  if (!monitor.filter().empty())
    return {{.text = "  no server has \"" + harmless(monitor.filter()) + "\": Esc shows all",
             .paint = Paint::yellow}};
  return {{.text = "  no servers yet: mcpctl init, then mcpctl edit", .paint = Paint::dim}};
}

} // namespace

const char* sign_of(RunState state)
{
  switch (state) {
  case RunState::running:
    return "●";
  case RunState::listening:
    return "◎";
  case RunState::starting:
    return "↑";
  case RunState::stopping:
    return "↓";
  case RunState::restarting:
    return "↻";
  case RunState::stopped:
    return "○";
  case RunState::exited:
    return "✓";
  case RunState::failed:
    return "✗";
  case RunState::not_applied:
    break;
  }
  return "◌";
}

std::string state_text(const ServerState& server, RealTime now)
{
  std::string text = to_string(server.state);
  if (server.next_try && *server.next_try > now && now != RealTime{})
    text += " " + format_wait(*server.next_try - now);
  else
    text += beside_state(server.ending);
  if (const std::size_t count = server.sessions.size(); count > 0)
    text += fmt::format(" {}", count);
  if (server.socket_gone)
    text += ", no socket";
  if (server.stale.value_or(false))
    text += ", stale";
  if (server.orphaned)
    text += ", orphaned";
  return harmless(text);
}

void draw_table(Frame& frame, const Monitor& monitor, const MonitLayout& layout,
                const MonitLook& look)
{
  if (layout.table_rows == 0)
    return;
  const std::vector<TableColumn> columns = table_columns(monitor, look.size.columns);
  frame.lines[layout.heading] = heading_line(monitor, columns, look.size.columns);
  if (monitor.rows().empty())
    frame.lines[layout.table] = nothing_line(monitor);
  const std::size_t first = monitor.first_row(layout.table_rows);
  const std::size_t end = std::min(monitor.rows().size(), first + layout.table_rows);
  for (std::size_t row = first; row < end; ++row) {
    const ServerState& server = monitor.servers()[monitor.rows()[row]];
    frame.lines[layout.table + row - first] =
        row_line(monitor, server, row == monitor.selected_row(), columns, look);
  }
}

} // namespace mcpctl
