#include "observe/live.hpp"

#include "observe/observe.hpp"
#include "observe/sessions.hpp"

#include <algorithm>

namespace mcpctl {

Status LiveServers::follow(Manager& manager, std::vector<InstalledUnit> units)
{
  Result<std::vector<ServerState>> servers = observe_units(manager, units);
  if (!servers.ok())
    return servers.error();
  units_ = std::move(units);
  servers_ = std::move(*servers);
  places_.clear();
  for (std::size_t i = 0; i < units_.size(); ++i) {
    places_.emplace(units_[i].unit, i);
    places_.emplace(retry_timer_name(units_[i].marker.id), i);
  }
  const auto now = UsageMeter::Time::clock::now();
  for (const ServerState& server : servers_)
    look_at(server.unit, server.control_group, now);
  return find_sessions(manager);
}

Status LiveServers::update(Manager& manager, const ManagerNews& news)
{
  if (news.reloaded)
    return follow(manager, units_);
  Which which;
  std::vector<std::string> sessions;
  for (const std::string& unit : news.units) {
    if (const auto place = places_.find(unit); place != places_.end())
      which.insert(place->second);
    else if (server_of_session(unit))
      sessions.push_back(unit);
  }
  if (Status asked = ask(manager, which); !asked.ok())
    return asked;
  return ask_sessions(manager, sessions);
}

Status LiveServers::look_over(Manager& manager)
{
  std::vector<std::string> names;
  for (const InstalledUnit& unit : units_)
    names.push_back(unit.unit);
  const Result<std::vector<UnitSummary>> summaries = manager.summaries(names);
  if (!summaries.ok())
    return summaries.error();
  Which which;
  for (std::size_t i = 0; i < units_.size(); ++i) {
    if (summaries->at(i).active_state != servers_[i].active_state
        || summaries->at(i).sub_state != servers_[i].sub_state)
      which.insert(i);
  }
  if (Status asked = ask(manager, which); !asked.ok())
    return asked;
  return find_sessions(manager);
}

Status LiveServers::ask(Manager& manager, const Which& which)
{
  if (which.empty())
    return Nothing{};
  std::vector<InstalledUnit> units;
  for (const std::size_t place : which)
    units.push_back(units_[place]);
  Result<std::vector<ServerState>> servers = observe_units(manager, units);
  if (!servers.ok())
    return servers.error();
  const auto now = UsageMeter::Time::clock::now();
  auto server = servers->begin();
  for (const std::size_t place : which) {
    look_at(server->unit, server->control_group, now);
    servers_[place] = std::move(*server++);
  }
  return Nothing{};
}

// Those that are asked about and have ended are sessions no more.
Status LiveServers::ask_sessions(Manager& manager, const std::vector<std::string>& names)
{
  Result<std::vector<SessionState>> sessions = observe_sessions(manager, names, Detail::whole);
  if (!sessions.ok())
    return sessions.error();
  for (const std::string& name : names)
    sessions_.erase(name);
  const auto now = UsageMeter::Time::clock::now();
  for (SessionState& session : *sessions) {
    look_at(session.unit, session.control_group, now);
    sessions_.insert_or_assign(session.unit, std::move(session));
  }
  return Nothing{};
}

// Asks about those that have come, and forgets those that have gone, without a word.
Status LiveServers::find_sessions(Manager& manager)
{
  if (std::none_of(units_.begin(), units_.end(),
                   [](const InstalledUnit& unit) { return is_socket(unit.unit); })) {
    sessions_.clear();
    return Nothing{};
  }
  const Result<std::vector<std::string>> running = running_sessions(manager);
  if (!running.ok())
    return running.error();
  const std::set<std::string> there(running->begin(), running->end());
  std::erase_if(sessions_, [&](const auto& session) { return !there.contains(session.first); });
  std::vector<std::string> unknown;
  std::copy_if(there.begin(), there.end(), std::back_inserter(unknown),
               [this](const std::string& unit) { return !sessions_.contains(unit); });
  return ask_sessions(manager, unknown);
}

void LiveServers::look_at(const std::string& unit, const std::string& control_group,
                          UsageMeter::Time at)
{
  if (!control_group.empty())
    meter_.add(unit, groups_.usage(control_group), at);
}

void LiveServers::sample()
{
  const auto now = UsageMeter::Time::clock::now();
  for (const ServerState& server : servers_)
    look_at(server.unit, server.control_group, now);
  for (const auto& [unit, session] : sessions_)
    look_at(unit, session.control_group, now);
  meter_.forget_before(now);
}

std::vector<ServerState> LiveServers::servers() const
{
  const auto fill_in = [this](auto& used, const std::string& unit) {
    if (used.control_group.empty())
      return;
    const UsageSample sample = meter_.of(unit);
    used.cpu_usec = sample.usage.cpu_usec;
    used.memory_bytes = sample.usage.memory_bytes;
    used.tasks = sample.usage.tasks;
    used.cpu_percent = sample.cpu_percent;
  };
  std::vector<ServerState> servers = servers_;
  for (ServerState& server : servers)
    fill_in(server, server.unit);
  std::vector<SessionState> sessions;
  for (const auto& [unit, session] : sessions_) {
    sessions.push_back(session);
    fill_in(sessions.back(), unit);
  }
  assign_sessions(servers, std::move(sessions));
  return servers;
}

bool LiveServers::knows(const std::string& unit) const
{
  return places_.contains(unit) || server_of_session(unit);
}

} // namespace mcpctl
