#include "cli/failures.hpp"

#include "cli/hints.hpp"
#include "cli/selection.hpp"
#include "cli/style.hpp"
#include "model/text.hpp"
#include "observe/log_line.hpp"
#include "report/log_view.hpp"
#include "systemd/journal.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

namespace mcpctl {

namespace {

constexpr unsigned lines_shown = 5;

// Prints the last lines of failed units. All of them together are waited for no longer than one.
class LastLines
{
public:
  explicit LastLines(const Context& context) : context_(context) {}

  void print(const std::string& unit) const
  {
    const auto patience = std::chrono::duration_cast<std::chrono::milliseconds>(
        end_ - std::chrono::steady_clock::now());
    const auto lines = tail_of_unit(query_of(unit), patience);
    if (!lines.ok()) {
      fmt::print(stderr, "  no log lines: {}\n", lines.error().what);
      return;
    }
    const LogFormat format{.indent = 2};
    for (const JournalLine& line : *lines)
      fmt::print(stderr, "{}", format_log_line(log_line_of(line), format, now()));
  }

private:
  // What is installed is read again: a failure is rare, and its lines are found by the unit's user.
  [[nodiscard]] JournalQuery query_of(const std::string& unit) const
  {
    JournalQuery query{.scope = context_.scope, .units = {unit}};
    const auto installed = installed_in_scope(context_, default_folders(context_));
    for (std::size_t i = 0; installed.ok() && i < installed->units.size(); ++i) {
      if (installed->units[i].unit == unit)
        query = journal_of(context_.scope, {installed->units[i]});
    }
    query.lines_each = lines_shown;
    query.since = context_.begun;
    return query;
  }

  const Context& context_;
  std::chrono::steady_clock::time_point end_ =
      std::chrono::steady_clock::now() + std::chrono::seconds(1);
};

} // namespace

bool complain(const Context& context, const std::vector<Verdict>& verdicts)
{
  std::fflush(stdout);
  const LastLines last_lines(context);
  bool failed = false;
  for (const Verdict& verdict : verdicts) {
    if (verdict.up())
      continue;
    failed = true;
    fmt::print(stderr, "mcpctl: {}: {}\n", to_string(verdict.id), describe(verdict));
    last_lines.print(verdict.unit);
    if (verdict.looks_like_stdio)
      fmt::print(stderr, "  looks like a stdio server: type = \"stdio\"; or use its HTTP mode\n");
    fmt::print(stderr, "  see: mcpctl{} logs {}\n", scope_as_given(context), to_string(verdict.id));
  }
  return failed;
}

namespace {

// A helper unit is no server: mcpctl has no verb for its log.
std::string where_to_look(const Context& context, const std::string& unit)
{
  if (const auto id = instance_of_unit(unit))
    return "see: mcpctl logs " + to_string(*id);
  return fmt::format("see: journalctl{} -u {}", context.scope == Scope::user ? " --user" : "",
                     unit);
}

} // namespace

bool complain(const Context& context, const std::vector<JobOutcome>& failed)
{
  std::fflush(stdout);
  const LastLines last_lines(context);
  for (const JobOutcome& outcome : failed) {
    const auto id = instance_of_unit(outcome.unit);
    const std::string name = id ? to_string(*id) : outcome.unit;
    if (!outcome.error.what.empty())
      fmt::print(stderr, "mcpctl: {}: {}\n", name, outcome.error.what);
    else
      fmt::print(stderr, "mcpctl: {}: the job ended with \"{}\"\n", name, outcome.result);
    last_lines.print(outcome.unit);
    fmt::print(stderr, "  {}\n",
               as_typed(context, outcome.error.mend.empty() ? where_to_look(context, outcome.unit)
                                                            : "try: " + outcome.error.mend));
  }
  return !failed.empty();
}

void complain(const std::vector<HeldBack>& held_back, const std::string& command)
{
  for (const HeldBack& held : held_back)
    fmt::print(stderr, "mcpctl: {}: {}\n", to_string(held.id), describe(held));
  if (!held_back.empty())
    fmt::print(stderr, "  to restart them nevertheless: {}\n", command);
}

void mention_silent(const Context& context, const std::vector<Verdict>& verdicts)
{
  std::fflush(stdout);
  for (const Verdict& verdict : verdicts) {
    if (verdict.up() && !verdict.silent_url.empty() && !context.options.quiet)
      fmt::print(stderr, "{} runs, but does not answer at {} yet\n", to_string(verdict.id),
                 verdict.silent_url);
  }
}

std::function<void(const JobOutcome&)> job_listener(const Context& context)
{
  if (!context.options.verbose)
    return {};
  return [](const JobOutcome& outcome) {
    std::fflush(stdout);
    fmt::print(stderr, "{}: job {}\n", outcome.unit, outcome.result);
  };
}

void say_waiting(int pid)
{
  std::fflush(stdout);
  fmt::print(stderr, "mcpctl: waiting for another apply{}\n",
             pid > 0 ? fmt::format(" (pid {})", pid) : "");
}

} // namespace mcpctl
