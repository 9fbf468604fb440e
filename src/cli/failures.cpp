#include "cli/failures.hpp"

#include "cli/style.hpp"
#include "model/text.hpp"
#include "observe/log_line.hpp"
#include "report/log_view.hpp"
#include "systemd/journal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace mcpctl {

namespace {

constexpr std::size_t lines_shown = 5;
constexpr unsigned lines_read = 40; // a restart puts half a dozen of systemd's own between

// What the server itself wrote last; only where it wrote nothing, what systemd says of it.
std::vector<LogLine> last_lines(std::vector<LogLine> lines)
{
  const auto by_server = [](const LogLine& line) { return !line.from_systemd; };
  if (std::any_of(lines.begin(), lines.end(), by_server))
    std::erase_if(lines, std::not_fn(by_server));
  if (lines.size() > lines_shown)
    lines.erase(lines.begin(), lines.end() - lines_shown);
  return lines;
}

void print_last_lines(const Context& context, const std::string& unit)
{
  const JournalQuery query{.scope = context.scope, .units = {unit}, .lines_each = lines_read};
  std::vector<LogLine> lines;
  const Status read = read_journal(query, -1, [&](const JournalLine& line) {
    lines.push_back(log_line_of(line));
    return true;
  });
  if (!read.ok())
    fmt::print(stderr, "  no log lines: {}\n", read.error().what);
  for (const LogLine& line : last_lines(std::move(lines)))
    fmt::print(stderr, "{}", format_log_line(line, {.indent = 2}, now()));
}

} // namespace

bool complain(const Context& context, const std::vector<Verdict>& verdicts)
{
  std::fflush(stdout);
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
  std::fflush(stdout);
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
