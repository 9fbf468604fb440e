#include "cli/status_watch.hpp"

#include "cli/complain.hpp"
#include "cli/hints.hpp"
#include "cli/style.hpp"
#include "cli/terminal.hpp"
#include "cli/watching.hpp"
#include "model/text.hpp"
#include "report/status_json.hpp"
#include "report/status_view.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <sstream>

namespace mcpctl {

namespace {

// Everything about the servers but the figures that always change. A change is a new text.
std::string print_of(const Sight& sight)
{
  std::string print = sight.lost ? sight.lost->what : "";
  for (const ServerState& server : sight.servers) {
    print += fmt::format("\n{} {} {} {} {} {} {} {} {} {}", to_string(server.id),
                         state_in_words(server, RealTime::max()), server.pid.value_or(0),
                         server.started_at.value_or(RealTime{}).time_since_epoch().count(),
                         server.next_try.value_or(RealTime{}).time_since_epoch().count(),
                         server.restarts.value_or(0), server.enabled, server.source.line,
                         server.url, fmt::join(server.argv, " "));
    for (const SessionState& session : server.sessions)
      print += " " + session.unit;
  }
  return print;
}

// What stands below the table: what went wrong with looking, and what the servers call for.
std::string words_below(const Context& context, const Sight& sight)
{
  std::string words;
  if (sight.lost)
    words += fmt::format("the service manager does not answer, this is how it was: {}\n",
                         sight.lost->what);
  if (sight.not_judged)
    words +=
        fmt::format("whether servers are stale could not be judged: {}\n", sight.not_judged->what);
  return words
         + as_typed(context, status_hints(sight.servers, apply_options(context, sight.servers)));
}

// As wide as the terminal at most.
std::string narrow(const std::string& text, const Style& style)
{
  std::istringstream lines(text);
  std::string out;
  for (std::string line; std::getline(lines, line);)
    out += (style.width ? clipped(line, *style.width) : line) + "\n";
  return out;
}

std::string table_of(const Context& context, const Sight& sight, const Style& style)
{
  if (sight.servers.empty() && context.options.files.empty())
    return narrow(first_steps_here(context), style);
  return status_table(sight.servers, style, now());
}

// As long as the terminal is drawn on, nothing else may write to it.
class Screen
{
public:
  explicit Screen(const Context& context) : context_(context) { AlternateScreen::enter(); }
  ~Screen()
  {
    AlternateScreen::leave();
    // What was seen last stays, as after any other command.
    fmt::print("{}", last_table_);
  }
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  void draw(const Sight& sight)
  {
    const ScreenSize size = terminal_size();
    last_table_ =
        table_of(context_, sight, {.colour = context_.colour(), .width = size.columns - 1});
    const std::string below = context_.options.quiet ? "" : words_below(context_, sight);
    fmt::print("{}", draw_in_place(last_table_, below, size));
    std::fflush(stdout);
  }

private:
  const Context& context_;
  std::string last_table_;
};

Result<ExitCode> watch_on_screen(const Context& context, Watching& watching)
{
  const ViewSignals signals(true);
  Screen screen(context);
  while (true) {
    screen.draw(watching.sight());
    if (watching.next(signals.fd()) != Waking::woken)
      continue;
    const ViewSignals::Kind signal = signals.take();
    if (signal == ViewSignals::Kind::end)
      return ExitCode::done;
    if (signal != ViewSignals::Kind::suspend)
      continue;
    AlternateScreen::leave();
    stop_until_continued();
    AlternateScreen::enter();
  }
}

void print(const Context& context, const Sight& sight, bool first)
{
  if (sight.lost)
    complain(as_typed(context, *sight.lost));
  if (context.options.json) {
    fmt::print("{}", status_json(context.scope, sight.servers, now(), StatusLayout::one_line));
    return;
  }
  fmt::print("{}{}", first ? "" : "\n", table_of(context, sight, style_of(context)));
  std::fflush(stdout);
  if (!context.options.quiet && !sight.lost)
    fmt::print(stderr, "{}", words_below(context, sight));
}

Result<ExitCode> watch_in_lines(const Context& context, Watching& watching)
{
  const ViewSignals signals(false);
  std::string printed;
  for (bool first = true;; first = false) {
    const Sight sight = watching.sight();
    if (std::string now_seen = print_of(sight); first || now_seen != printed) {
      print(context, sight, first);
      printed = std::move(now_seen);
    }
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
      return ExitCode::done;
    if (watching.next(signals.fd()) == Waking::woken && signals.take() == ViewSignals::Kind::end)
      return ExitCode::done;
  }
}

// A terminal that cannot be drawn on is written to like a file.
bool can_draw(const Context& context)
{
  return context.environment.out_is_terminal && !context.environment.dumb_terminal
         && !context.options.json;
}

} // namespace

Result<ExitCode> watch_status(const Context& context, const std::vector<std::string>& selectors)
{
  Result<Watching> watching = Watching::begin(context, selectors);
  if (!watching.ok())
    return watching.error();
  return can_draw(context) ? watch_on_screen(context, *watching)
                           : watch_in_lines(context, *watching);
}

} // namespace mcpctl
