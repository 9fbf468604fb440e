// Which part of the screen shows what.
#pragma once

#include "monit/monitor.hpp"

namespace mcpctl {

// Rows from the top of the screen; a part of no rows is not shown. The last row is always the one
// for keys, questions and tidings.
struct MonitLayout
{
  unsigned heading = 0; // of the table
  unsigned table = 0;
  unsigned table_rows = 0;
  unsigned detail_title = 0;
  unsigned details = 0;
  unsigned detail_rows = 0;
  unsigned log_title = 0;
  unsigned log = 0;
  unsigned log_rows = 0;
  bool too_small = false;
};

inline constexpr ScreenSize smallest_screen = {.rows = 8, .columns = 40};

[[nodiscard]] MonitLayout layout_of(const Monitor& monitor, const ScreenSize& size);

// A column of the table, from `begin` on. Those for which there is no room are left out.
struct TableColumn
{
  enum class What { name, state, pid, uptime, restarts, cpu, graph, memory, memory_graph, command };
  What what = What::name;
  std::string title;
  unsigned begin = 0;
  unsigned width = 0;
  bool number = false;
  std::optional<Rank> rank; // by which a press on the heading orders
};

[[nodiscard]] std::vector<TableColumn> table_columns(const Monitor& monitor, unsigned width);

} // namespace mcpctl
