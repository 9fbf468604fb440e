#include "cli/failures.hpp"

#include "cli/style.hpp"
#include "model/text.hpp"
#include "observe/log_line.hpp"
#include "report/log_view.hpp"
#include "systemd/journal.hpp"

#include <fmt/format.h>

#include <chrono>

namespace mcpctl {

namespace {

constexpr unsigned lines_shown = 5;

void print_last_lines(const Context& context, const std::string& unit)
{
  const LogFormat format{.style = {.colour = false}, .indent = 2};
  const JournalQuery query{.scope = context.scope, .units = {unit}, .lines_each = lines_shown};
  const Status read = read_journal(query, -1, [&](const JournalLine& line) {
    fmt::print(stderr, "{}", format_log_line(log_line_of(line), format, now()));
    return true;
  });
  if (!read.ok())
    fmt::print(stderr, "  no log lines: {}\n", read.error().what);
}

} // namespace

bool complain(const Context& context, const std::vector<Verdict>& verdicts)
{
  bool failed = false;
  for (const Verdict& verdict : verdicts) {
    if (verdict.up())
      continue;
    failed = true;
    fmt::print(stderr, "mcpctl: {}: {}\n", to_string(verdict.id), describe(verdict));
    print_last_lines(context, verdict.unit);
    if (verdict.looks_like_stdio)
      fmt::print(stderr, "  looks like a stdio server: type = \"stdio\"\n");
    fmt::print(stderr, "  see: mcpctl logs {}\n", to_string(verdict.id));
  }
  return failed;
}

bool complain(const Context& context, const std::vector<JobOutcome>& failed)
{
  for (const JobOutcome& outcome : failed) {
    const auto id = instance_of_unit(outcome.unit);
    const std::string name = id ? to_string(*id) : outcome.unit;
    if (!outcome.error.what.empty())
      fmt::print(stderr, "mcpctl: {}: {}\n", name, outcome.error.what);
    else
      fmt::print(stderr, "mcpctl: {}: the job ended with \"{}\"\n", name, outcome.result);
    print_last_lines(context, outcome.unit);
    fmt::print(stderr, "  {}\n",
               outcome.error.mend.empty() ? "see: mcpctl logs " + name
                                          : "try: " + outcome.error.mend);
  }
  return !failed.empty();
}

} // namespace mcpctl
