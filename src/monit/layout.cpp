#include "monit/layout.hpp"

#include "model/text.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

using What = TableColumn::What;

constexpr unsigned most_details = 6;
constexpr unsigned fewest_log_rows = 3;
constexpr unsigned gap = 1;

// Room above all panes and below them: the summary and the table's heading; the last line.
constexpr unsigned rows_around = 3;

unsigned details_wanted(const Monitor& monitor, unsigned room)
{
  if (!monitor.shows_details() || monitor.selected() == nullptr || room < 14)
    return 0;
  return std::min(most_details, room / 4 + 1);
}

struct ColumnSpec
{
  const char* title;
  What what;
  unsigned width;
  unsigned from; // the screen must be so wide for it to be shown
  std::optional<Rank> rank;
  bool number;
};

constexpr ColumnSpec specs[] = {
    {"NAME", What::name, 8, 0, Rank::name, false},
    {"STATE", What::state, 10, 0, Rank::state, false},
    {"PID", What::pid, 7, 72, Rank::pid, true},
    {"UPTIME", What::uptime, 10, 52, Rank::uptime, true},
    {"RST", What::restarts, 4, 60, Rank::restarts, true},
    {"CPU%", What::cpu, 6, 40, Rank::cpu, true},
    {"", What::graph, 8, 80, Rank::cpu, false},
    {"MEM", What::memory, 7, 40, Rank::memory, true},
    {"", What::memory_graph, 8, 110, Rank::memory, false},
    {"COMMAND", What::command, 12, 140, std::nullopt, false},
};

// Only names count: what changes by itself must not move the columns.
unsigned widest_name(const Monitor& monitor, unsigned most)
{
  std::size_t width = 0;
  for (const ServerState& server : monitor.servers())
    width = std::max(width, display_width(to_string(server.id)));
  return static_cast<unsigned>(std::min<std::size_t>(width, most));
}

// Gives the room that is left to those who can use it.
void widen(std::vector<TableColumn>& columns, const Monitor& monitor, unsigned room)
{
  const auto give = [&](What what, unsigned wanted) {
    for (TableColumn& column : columns) {
      if (column.what != what || wanted <= column.width)
        continue;
      const unsigned more = std::min(room, wanted - column.width);
      column.width += more;
      room -= more;
    }
  };
  const unsigned most = room / 2 + 12;
  give(What::name, widest_name(monitor, most));
  give(What::state, room > 40 ? 26 : 20);
  give(What::graph, 20);
  give(What::memory_graph, 20);
  give(What::command, 1000);
  give(What::graph, 60);
}

} // namespace

MonitLayout layout_of(const Monitor& monitor, const ScreenSize& size)
{
  MonitLayout layout;
  layout.too_small = size.rows < smallest_screen.rows || size.columns < smallest_screen.columns;
  if (layout.too_small)
    return layout;
  layout.heading = 1;
  layout.table = 2;
  unsigned room = size.rows - rows_around;
  if (monitor.log_alone()) {
    layout.log_title = 1;
    layout.log = 2;
    layout.log_rows = room;
    return layout;
  }
  const unsigned details = details_wanted(monitor, room);
  const auto servers = static_cast<unsigned>(std::min<std::size_t>(monitor.rows().size(), 1000));
  const unsigned below = details > 0 ? details + 1 : 0;
  const bool has_log = room >= below + 3 + 1 + fewest_log_rows;
  const unsigned most_rows = has_log ? std::max(3U, (room - below - 1) * 3 / 5) : room - below;
  layout.table_rows = has_log ? std::clamp(servers, 3U, most_rows) : most_rows;
  unsigned row = layout.table + layout.table_rows;
  if (details > 0) {
    layout.detail_title = row;
    layout.details = row + 1;
    layout.detail_rows = details;
    row += details + 1;
  }
  if (has_log) {
    layout.log_title = row;
    layout.log = row + 1;
    layout.log_rows = size.rows - 1 - layout.log;
  }
  return layout;
}

std::vector<TableColumn> table_columns(const Monitor& monitor, unsigned width)
{
  std::vector<TableColumn> columns;
  unsigned used = 2; // the glyph
  for (const ColumnSpec& spec : specs) {
    if (width < spec.from)
      continue;
    columns.push_back({.what = spec.what,
                       .title = spec.title,
                       .width = spec.width,
                       .number = spec.number,
                       .rank = spec.rank});
    used += spec.width + gap;
  }
  widen(columns, monitor, width > used ? width - used : 0);
  unsigned begin = 2;
  for (TableColumn& column : columns) {
    column.begin = begin;
    begin += column.width + gap;
  }
  return columns;
}

} // namespace mcpctl
