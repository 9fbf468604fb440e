#include "monit/monitor.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

std::optional<double> as_double(const std::optional<std::uint64_t>& value)
{
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

} // namespace

void Monitor::see(std::vector<ServerState> servers, bool sampled)
{
  servers_ = std::move(servers);
  if (sampled) {
    for (const ServerState& server : servers_) {
      Graphs& graphs = graphs_[server.unit];
      graphs.cpu.add(server.cpu_percent);
      graphs.memory.add(as_double(server.memory_bytes));
    }
    std::erase_if(graphs_, [this](const auto& graphs) {
      return std::none_of(servers_.begin(), servers_.end(),
                          [&](const ServerState& server) { return server.unit == graphs.first; });
    });
  }
  arrange();
}

// Where the selected server is shown no more, the one that took its row is selected.
void Monitor::arrange()
{
  rows_ = ranked(servers_, filter_, ranking_);
  const bool shown = std::any_of(rows_.begin(), rows_.end(), [this](std::size_t place) {
    return servers_[place].unit == selected_;
  });
  if (!shown)
    select_row(last_row_);
  last_row_ = selected_row();
}

void Monitor::select_row(std::size_t row)
{
  selected_ = rows_.empty() ? "" : servers_[rows_[std::min(row, rows_.size() - 1)]].unit;
  last_row_ = rows_.empty() ? 0 : std::min(row, rows_.size() - 1);
}

void Monitor::move(int rows)
{
  if (rows_.empty())
    return;
  const auto wanted = static_cast<long long>(selected_row()) + rows;
  select_row(
      static_cast<std::size_t>(std::clamp(wanted, 0LL, static_cast<long long>(rows_.size()) - 1)));
}

std::size_t Monitor::selected_row() const
{
  const auto found = std::find_if(rows_.begin(), rows_.end(), [this](std::size_t place) {
    return servers_[place].unit == selected_;
  });
  return found == rows_.end() ? 0 : static_cast<std::size_t>(found - rows_.begin());
}

const ServerState* Monitor::selected() const
{
  return rows_.empty() ? nullptr : &servers_[rows_[selected_row()]];
}

const Graphs* Monitor::graphs_of(const std::string& unit) const
{
  const auto found = graphs_.find(unit);
  return found == graphs_.end() ? nullptr : &found->second;
}

std::size_t Monitor::first_row(std::size_t room) const
{
  const std::size_t row = selected_row();
  const std::size_t last = rows_.size() > room ? rows_.size() - room : 0;
  std::size_t first = std::min(first_row_, row);
  if (room > 0 && row >= first + room)
    first = row - room + 1;
  return std::min(first, last);
}

void Monitor::end_job(const Deed& deed, Tiding tiding)
{
  const auto job = std::find_if(running_.begin(), running_.end(), [&](const Deed& other) {
    return other.verb == deed.verb && other.server == deed.server;
  });
  if (job != running_.end())
    running_.erase(job);
  tell(std::move(tiding));
}

// What went well takes the place of what went well before; what went wrong waits until it was read.
void Monitor::tell(Tiding tiding)
{
  std::erase_if(tidings_, [](const Tiding& told) { return !told.bad; });
  tidings_.push_back(std::move(tiding));
}

} // namespace mcpctl
