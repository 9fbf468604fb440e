#include "screen/log_reader.hpp"

#include "monit/log_pane.hpp"
#include "observe/server_logs.hpp"

#include <exception>
#include <thread>
#include <utility>

namespace mcpctl {

namespace {

constexpr unsigned first_lines = 500;

// What the reader of a log has to know, among its lines.
LogLine words(const std::string& what)
{
  return {.message = what, .priority = 3};
}

} // namespace

LogReader::LogReader(Scope scope, const InstalledUnit& unit) : shared_(std::make_shared<Shared>())
{
  std::thread([shared = shared_, scope, unit] {
    try {
      read(*shared, scope, unit);
    } catch (const std::exception& failure) {
      const std::lock_guard lock(shared->guard);
      shared->lines.push_back(words(failure.what()));
      shared->arrived.signal();
    }
  }).detach();
}

LogReader::~LogReader()
{
  shared_->stop.signal();
}

void LogReader::read(Shared& shared, Scope scope, const InstalledUnit& unit)
{
  const auto hold = [&shared](LogLine line) {
    const std::lock_guard lock(shared.guard);
    shared.lines.push_back(std::move(line));
    if (shared.lines.size() > LogPane::most)
      shared.lines.pop_front();
    return true;
  };
  LogSources sources{.journal = journal_of(scope, {unit}),
                     .journal_needed = writes_to_journal(unit),
                     .file_lines = first_lines,
                     .wanted = [](const LogLine&) { return true; }};
  sources.journal.lines_each = first_lines;
  sources.journal.follow = true;
  for (const LogFile& file : log_files(unit))
    sources.files.push_back({.id = unit.marker.id, .unit = unit.unit, .file = file});
  const LogOutput output = {.line = hold,
                            .flush =
                                [&shared] {
                                  shared.arrived.signal();
                                  return true;
                                },
                            .note = [&hold](const std::string& what) { (void)hold(words(what)); },
                            .stop_fd = [&shared] { return shared.stop.get(); }};
  const Status status = read_logs(sources, output);
  if (status.ok())
    return;
  const Error& error = status.error();
  (void)hold(words(error.mend.empty() ? error.what : error.what + "; try: " + error.mend));
  shared.arrived.signal();
}

std::deque<LogLine> LogReader::take()
{
  shared_->arrived.drain();
  const std::lock_guard lock(shared_->guard);
  return std::exchange(shared_->lines, {});
}

} // namespace mcpctl
