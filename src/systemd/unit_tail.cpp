// The last lines of a unit that has just failed: tail_of_unit() of systemd/journal.hpp.
#include "systemd/journal.hpp"
#include "systemd/journal_reader.hpp"

#include <algorithm>
#include <functional>

namespace mcpctl {

namespace {

using Clock = std::chrono::steady_clock;

// How long no line must have come for a failed unit's last to be taken for there.
constexpr auto quiet = std::chrono::milliseconds(50);

// systemd says this much at most of one start and its failure, between two lines of the program.
constexpr unsigned said_of_a_start = 32;

bool is_own(const JournalLine& line)
{
  return !line.from_systemd;
}

// What the program said itself, or else what systemd said of it; the last `count` of these.
std::vector<JournalLine> telling(std::vector<JournalLine> lines, std::size_t count)
{
  if (std::any_of(lines.begin(), lines.end(), is_own))
    std::erase_if(lines, std::not_fn(is_own));
  if (lines.size() > count)
    lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(count));
  return lines;
}

// The unit's newest entries, oldest first.
int read_tail(JournalReader& reader, const JournalQuery& query, std::size_t count,
              std::vector<JournalLine>& lines)
{
  int done = reader.match(query.units.front());
  if (done >= 0)
    done = reader.seek_tail();
  while (done >= 0 && lines.size() < count && (done = reader.previous()) > 0) {
    JournalLine line;
    done = reader.read(line);
    if (query.since && line.at < *query.since)
      break;
    if (line.unit == query.units.front())
      lines.push_back(std::move(line));
  }
  std::reverse(lines.begin(), lines.end());
  return done;
}

} // namespace

Result<std::vector<JournalLine>> tail_of_unit(const JournalQuery& query,
                                              std::chrono::milliseconds patience)
{
  auto reader = JournalReader::open(query);
  if (!reader)
    return reader.error();
  const unsigned count = query.lines_each.value_or(15);
  const auto end = Clock::now() + patience;
  auto changed = Clock::now();
  std::vector<JournalLine> before;
  while (true) {
    std::vector<JournalLine> now;
    if (const int done = read_tail(*reader, query, count + said_of_a_start, now); done < 0)
      return journal_error(done);
    const bool spoke = std::any_of(now.begin(), now.end(), is_own);
    const bool same =
        now.size() == before.size() && !now.empty() && now.back().at == before.back().at;
    if (!same)
      changed = Clock::now();
    if (Clock::now() >= end || (spoke && Clock::now() - changed >= quiet))
      return telling(std::move(now), count);
    before = std::move(now);
    reader->wait(quiet);
  }
}

} // namespace mcpctl
