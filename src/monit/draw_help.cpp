// draw: the keys.
#include "monit/draw.hpp"

#include "model/text.hpp"
#include "report/status_view.hpp"

namespace mcpctl {

namespace {

struct HelpRow
{
  const char* keys;
  const char* what;
};

constexpr HelpRow help_rows[] = {
    {"↑ ↓  PgUp PgDn  Home End", "select a server; in the log, scroll"},
    {"Tab", "from the servers to the log, and back"},
    {"Enter  l", "the log alone, or the servers again"},
    {"1 ... 7", "order: name, state, PID, uptime, restarts, CPU,"},
    {"", "memory; once more turns it round"},
    {"/", "filter by name, state, @tag, command; in the log"},
    {"", "search"},
    {"n  N", "the next older, newer line that has it"},
    {"f  End", "follow the log again"},
    {"s  x  r", "start, stop, restart; asks first"},
    {"c", "reset: clear failure and restart counter; asks first"},
    {"d", "details of the server, or more room for the log"},
    {"Esc", "undo: the log alone, search, filter"},
    {"Ctrl-L", "draw the screen anew"},
    {"q  Ctrl-C", "quit; servers run on"},
    {"mouse", "select, order by a heading, scroll what is below it"},
};

} // namespace

void draw_help(Frame& frame, const MonitLook& look)
{
  std::size_t row = 2;
  const auto put = [&](const StripLine& line) {
    if (row + 1 < frame.lines.size())
      frame.lines[row++] = fitted(line, look.size.columns);
  };
  for (std::size_t i = 1; i + 1 < frame.lines.size(); ++i)
    frame.lines[i].clear();
  frame.lines[1] = title_line("keys", "any key", true, look.size.columns);
  for (const HelpRow& help : help_rows)
    put({{.text = " " + padded(help.keys, 26), .paint = Paint::cyan, .bold = true},
         {.text = help.what}});
  put({});
  constexpr RunState states[] = {RunState::running,  RunState::listening,  RunState::starting,
                                 RunState::stopping, RunState::restarting, RunState::stopped,
                                 RunState::exited,   RunState::failed,     RunState::not_applied};
  StripLine legend = {{.text = " "}};
  for (const RunState state : states) {
    legend.push_back({.text = std::string(sign_of(state)) + " ", .paint = paint_of(state)});
    legend.push_back({.text = std::string(to_string(state)) + "  "});
    if (state == RunState::restarting) {
      put(legend);
      legend = {{.text = " "}};
    }
  }
  put(legend);
}

} // namespace mcpctl
