#include "monit/draw.hpp"

#include "model/text.hpp"
#include "report/duration.hpp"
#include "report/status_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

namespace mcpctl {

namespace {

// Servers by state, in the order of the first of each.
StripLine counts(const Monitor& monitor)
{
  constexpr std::array order = {RunState::failed,   RunState::restarting, RunState::starting,
                                RunState::stopping, RunState::running,    RunState::listening,
                                RunState::exited,   RunState::stopped,    RunState::not_applied};
  std::map<RunState, std::size_t> count;
  for (const ServerState& server : monitor.servers())
    ++count[server.state];
  StripLine line;
  for (const RunState state : order) {
    if (count[state] > 0)
      line.push_back({.text = fmt::format("  {} {}", count[state], to_string(state)),
                      .paint = paint_of(state)});
  }
  return line;
}

StripLine summary_line(const Monitor& monitor, const MonitLook& look)
{
  double percent = 0;
  std::uint64_t memory = 0;
  for (const ServerState& server : monitor.servers()) {
    percent += server.cpu_percent.value_or(0);
    memory += server.memory_bytes.value_or(0);
  }
  StripLine left = {{.text = " mcpctl", .paint = Paint::cyan, .bold = true},
                    {.text = look.scope == Scope::user ? " user" : " system", .paint = Paint::dim}};
  const StripLine states = counts(monitor);
  left.insert(left.end(), states.begin(), states.end());
  const Strip sums = {.text = fmt::format("cpu {:.1f}%  mem {}  ", percent, format_size(memory))};
  const Strip clock = {.text = format_clock(look.now, look.now) + " ", .bold = true};
  const bool has_room = width_of(left) + width_of({sums, clock}) < look.size.columns;
  return spread(std::move(left), has_room ? StripLine{sums, clock} : StripLine{clock},
                look.size.columns);
}

void draw_log(Frame& frame, const Monitor& monitor, const MonitLayout& layout,
              const MonitLook& look)
{
  if (layout.log_rows == 0)
    return;
  const ServerState* server = monitor.selected();
  const LogPane& log = monitor.log();
  std::string remark = log.follows() ? "following" : fmt::format("{} newer below", log.below());
  if (!log.searched().empty())
    remark = fmt::format("\"{}\", {}", harmless(log.searched()), remark);
  const std::string title =
      monitor.log_alone() && server != nullptr ? "log of " + to_string(server->id) : "log";
  frame.lines[layout.log_title] =
      title_line(harmless(title), remark, monitor.pane() == Pane::log, look.size.columns);
  std::vector<StripLine> lines = log.shown(layout.log_rows, look.size.columns);
  if (lines.empty() && server != nullptr)
    lines.push_back({{.text = " nothing in the journal", .paint = Paint::dim}});
  std::move(lines.begin(), lines.end(), frame.lines.begin() + layout.log);
}

// As many as there is room for in so many columns.
StripLine keys_line(const Monitor& monitor, std::size_t room)
{
  struct Hint
  {
    const char* key;
    const char* what;
  };
  static constexpr Hint in_table[] = {{"?", "help"},  {"q", "quit"},    {"/", "filter"},
                                      {"s", "start"}, {"x", "stop"},    {"r", "restart"},
                                      {"c", "reset"}, {"Enter", "log"}, {"Tab", "to log"}};
  static constexpr Hint in_log[] = {{"?", "help"},   {"q", "quit"},      {"/", "search"},
                                    {"n", "older"},  {"N", "newer"},     {"f", "follow"},
                                    {"Tab", "back"}, {"Enter", "alone"}, {"r", "restart"}};
  StripLine line;
  for (const Hint& hint : monitor.pane() == Pane::log ? in_log : in_table) {
    const StripLine words = {
        {.text = std::string(" ") + hint.key, .paint = Paint::cyan, .bold = true},
        {.text = std::string(" ") + hint.what + " ", .paint = Paint::dim}};
    if (width_of(line) + width_of(words) > room + 1) // but for the blank at its end
      break;
    line.insert(line.end(), words.begin(), words.end());
  }
  return line;
}

StripLine tiding_line(const Tiding& tiding)
{
  const std::string first = tiding.lines.empty() ? "" : harmless(tiding.lines.front());
  return {{.text = " " + first, .paint = tiding.bad ? Paint::red : Paint::green, .bold = true}};
}

StripLine question_line(const Monitor& monitor)
{
  const Deed& deed = monitor.asked_about();
  return {{.text = fmt::format(" {} {}?", deed.verb, deed.server), .bold = true, .reverse = true},
          {.text = "  y does it, any other key does not ", .reverse = true}};
}

StripLine last_line(const Monitor& monitor, std::size_t columns, Frame& frame)
{
  if (monitor.asking() == Asking::control)
    return question_line(monitor);
  if (monitor.asking() != Asking::nothing) {
    const std::string prompt =
        monitor.asking() == Asking::filter ? " filter: " : " search the log: ";
    const std::string typed = harmless(monitor.typed());
    frame.cursor = static_cast<unsigned>(display_width(prompt) + display_width(typed));
    return {{.text = prompt, .paint = Paint::cyan, .bold = true}, {.text = typed}};
  }
  if (!monitor.lost().empty()) {
    const std::string words = " the service manager does not answer, this is how it was: ";
    return {{.text = words + harmless(monitor.lost()), .paint = Paint::red, .bold = true}};
  }
  if (!monitor.running().empty()) {
    const Deed& deed = monitor.running().back();
    return {{.text = fmt::format(" {} {} ...", deed.verb, deed.server), .paint = Paint::yellow}};
  }
  if (!monitor.tidings().empty())
    return tiding_line(monitor.tidings().front());
  StripLine line;
  if (!monitor.filter().empty())
    line.push_back({.text = " only \"" + harmless(monitor.filter()) + "\" (Esc: all) ",
                    .paint = Paint::yellow});
  const StripLine keys = keys_line(monitor, columns - std::min(columns, width_of(line)));
  line.insert(line.end(), keys.begin(), keys.end());
  return line;
}

// A box in the middle of the screen.
void draw_box(Frame& frame, const std::vector<StripLine>& content, Paint paint,
              const ScreenSize& size)
{
  std::size_t inner = 0;
  for (const StripLine& line : content)
    inner = std::max(inner, width_of(line));
  inner = std::min<std::size_t>(inner, size.columns - 4);
  const std::size_t rows = std::min<std::size_t>(content.size(), size.rows - 3);
  const std::size_t left = (size.columns - inner - 4) / 2;
  std::size_t row = (size.rows - rows - 2) / 2;
  const auto put = [&](StripLine line) {
    line.insert(line.begin(), {.text = std::string(left, ' ')});
    frame.lines[row++] = std::move(line);
  };
  const auto edge = [&](const char* begin, const char* end) {
    std::string text = begin;
    for (std::size_t i = 0; i < inner + 2; ++i)
      text += "─";
    put({{.text = text + end, .paint = paint}});
  };
  edge("╭", "╮");
  for (std::size_t i = 0; i < rows; ++i) {
    StripLine line = fitted(content[i], inner);
    line.insert(line.begin(), {.text = "│ ", .paint = paint});
    line.push_back({.text = " │", .paint = paint});
    put(std::move(line));
  }
  edge("╰", "╯");
}

// What went wrong is shown whole.
void draw_trouble(Frame& frame, const Tiding& tiding, const ScreenSize& size)
{
  std::vector<StripLine> content;
  for (const std::string& line : tiding.lines) {
    for (const std::string& piece : wrap(harmless(line), std::max(20U, size.columns - 6)))
      content.push_back({{.text = piece, .bold = content.empty()}});
  }
  const std::size_t most = size.rows - 5;
  if (content.size() > most)
    content.erase(content.begin() + 1, content.end() - static_cast<std::ptrdiff_t>(most - 1));
  content.push_back({{.text = "any key", .paint = Paint::dim}});
  draw_box(frame, content, Paint::red, size);
}

Frame too_small(const ScreenSize& size)
{
  Frame frame;
  frame.lines.resize(size.rows);
  const std::string text = fmt::format("too small: {}x{} at least, q quits",
                                       smallest_screen.columns, smallest_screen.rows);
  if (!frame.lines.empty())
    frame.lines.front() = {{.text = clipped(text, size.columns)}};
  return frame;
}

} // namespace

StripLine title_line(const std::string& title, const std::string& remark, bool active,
                     unsigned width)
{
  const Paint paint = active ? Paint::cyan : Paint::dim;
  StripLine line = {{.text = "── ", .paint = paint},
                    {.text = title, .paint = active ? Paint::cyan : Paint::plain, .bold = true},
                    {.text = " ", .paint = paint}};
  const std::size_t used = width_of(line);
  const std::size_t behind = display_width(remark) + 4;
  const bool fits = used + behind <= width;
  std::string rule;
  for (std::size_t i = used + (fits ? behind : 0); i < width; ++i)
    rule += "─";
  line.push_back({.text = rule, .paint = paint});
  if (fits) {
    line.push_back({.text = " " + remark + " ", .paint = Paint::dim});
    line.push_back({.text = "──", .paint = paint});
  }
  return fitted(line, width);
}

Frame draw(const Monitor& monitor, const MonitLook& look)
{
  const MonitLayout layout = layout_of(monitor, look.size);
  if (layout.too_small)
    return too_small(look.size);
  Frame frame;
  frame.lines.resize(look.size.rows);
  frame.lines.front() = summary_line(monitor, look);
  draw_table(frame, monitor, layout, look);
  draw_details(frame, monitor, layout, look);
  draw_log(frame, monitor, layout, look);
  if (monitor.helping())
    draw_help(frame, look);
  else if (!monitor.tidings().empty() && monitor.tidings().front().bad)
    draw_trouble(frame, monitor.tidings().front(), look.size);
  frame.lines.back() = fitted(last_line(monitor, look.size.columns, frame), look.size.columns);
  return frame;
}

} // namespace mcpctl
