#include "doctor/last_run.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

bool is_of(const LogRun& run, const JournalLine& line)
{
  const bool both_known = !run.invocation_id.empty() && !line.invocation_id.empty();
  return both_known ? line.invocation_id == run.invocation_id : line.at >= run.started_at;
}

} // namespace

std::vector<std::string> lines_of(const LogRun& run, const std::vector<JournalLine>& lines)
{
  std::vector<std::string> texts;
  for (const JournalLine& line : lines) {
    if (is_of(run, line))
      texts.push_back(line.message);
  }
  return texts;
}

std::vector<std::string> lines_before(const LogRun& run, const std::vector<JournalLine>& lines)
{
  std::vector<JournalLine> earlier;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(earlier),
               [&run](const JournalLine& line) { return !is_of(run, line); });
  const auto last = std::find_if(earlier.rbegin(), earlier.rend(), [](const JournalLine& line) {
    return !line.invocation_id.empty();
  });
  if (last == earlier.rend())
    return lines_of({}, earlier);
  const auto first = std::find_if(earlier.begin(), earlier.end(), [&last](const JournalLine& line) {
    return line.invocation_id == last->invocation_id;
  });
  return lines_of({last->invocation_id, first->at}, earlier);
}

} // namespace mcpctl
