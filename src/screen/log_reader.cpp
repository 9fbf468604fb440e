#include "screen/log_reader.hpp"

#include "monit/log_pane.hpp"
#include "systemd/journal.hpp"

#include <exception>
#include <thread>
#include <utility>

namespace mcpctl {

namespace {

constexpr unsigned first_lines = 500;

} // namespace

LogReader::LogReader(Scope scope, const std::string& unit) : shared_(std::make_shared<Shared>())
{
  std::thread([shared = shared_, scope, unit] {
    try {
      read(*shared, scope, unit);
    } catch (const std::exception& failure) {
      const std::lock_guard lock(shared->guard);
      shared->held.failed = Error{ExitCode::failed, failure.what(), ""};
      shared->arrived.signal();
    }
  }).detach();
}

LogReader::~LogReader()
{
  shared_->stop.signal();
}

void LogReader::read(Shared& shared, Scope scope, const std::string& unit)
{
  const JournalQuery query{
      .scope = scope, .units = {unit}, .lines_each = first_lines, .follow = true};
  const Status status = read_journal(query, shared.stop.get(), [&](const JournalLine& line) {
    const std::lock_guard lock(shared.guard);
    shared.held.lines.push_back(log_line_of(line));
    if (shared.held.lines.size() > LogPane::most)
      shared.held.lines.pop_front();
    shared.arrived.signal();
    return true;
  });
  if (status.ok())
    return;
  const std::lock_guard lock(shared.guard);
  shared.held.failed = status.error();
  shared.arrived.signal();
}

LogReader::Arrived LogReader::take()
{
  shared_->arrived.drain();
  const std::lock_guard lock(shared_->guard);
  return std::exchange(shared_->held, {});
}

} // namespace mcpctl
