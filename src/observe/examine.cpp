#include "observe/examine.hpp"

#include "observe/detail.hpp"
#include "observe/drop_in.hpp"
#include "observe/ending.hpp"
#include "observe/file_tail.hpp"
#include "observe/log_files.hpp"
#include "observe/observe.hpp"
#include "systemd/exit_journal.hpp"
#include "systemd/journal.hpp"

#include <algorithm>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

constexpr unsigned log_lines = 10;

bool is_applied(const ServerDetail& server)
{
  return server.state.state != RunState::not_applied;
}

// The text of a file of environment variables; nothing where it cannot be read.
std::optional<std::string> read_environment(const std::string& path)
{
  std::error_code failure;
  if (!std::filesystem::is_regular_file(path, failure))
    return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file)
    return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

// Never waits, whatever is in the file's place.
void read_last_lines(WrittenFile& file)
{
  const int fd = ::open(file.path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
  if (fd < 0)
    return;
  struct stat about = {};
  if (::fstat(fd, &about) == 0 && S_ISREG(about.st_mode)) {
    file.bytes = static_cast<std::uint64_t>(about.st_size);
    const auto all = [](std::string_view) { return true; };
    for (const LineRange& line : last_lines(fd, *file.bytes, log_lines, all))
      file.lines.push_back(read_line(fd, line));
  }
  ::close(fd);
}

void look_at_files(const InstalledUnit& unit, ServerDetail& server)
{
  for (const LogFile& file : log_files(unit)) {
    server.log_files.push_back({.path = file.path, .out = file.out, .err = file.err});
    read_last_lines(server.log_files.back());
  }
  for (EnvironmentFile& file : server.environment_files) {
    if (const std::optional<std::string> text = read_environment(file.path))
      file.names = names_in_environment(*text);
  }
  for (SecretSource& secret : server.secrets) {
    std::error_code failure;
    const bool there = std::filesystem::exists(secret.path, failure);
    if (!failure)
      secret.set = there;
  }
}

// The controllers that the manager in `group` has for its units.
std::vector<std::string> counted_by(const ControlGroups& groups, const std::string& group)
{
  std::vector<std::string> counted;
  for (const char* controller : {"memory", "cpu", "pids"}) {
    if (groups.has_controller(group, controller))
      counted.emplace_back(controller);
  }
  return counted;
}

// Of a stdio server each session has a group, and what was killed in one is gone with it.
std::optional<MemoryAccount> memory_of(const ServerState& server, const ControlGroups& groups)
{
  if (server.type != ServerType::stdio)
    return server.control_group.empty() ? std::nullopt : groups.memory(server.control_group);
  std::optional<MemoryAccount> sum;
  for (const SessionState& session : server.sessions) {
    const std::optional<MemoryAccount> one = groups.memory(session.control_group);
    if (!one)
      continue;
    sum = sum.value_or(MemoryAccount{});
    sum->kills = sum->kills.value_or(0) + one->kills.value_or(0);
    sum->reclaimable += one->reclaimable;
  }
  return sum;
}

Status add_what_systemd_says(const Examination& around, std::vector<ServerDetail>& servers,
                             const std::vector<InstalledUnit>& units)
{
  std::vector<std::string> services;
  std::vector<std::string> names;
  for (const InstalledUnit& unit : units) {
    services.push_back(service_of(unit));
    names.push_back(unit.unit);
  }
  // Each unit is asked about once: most are their own service.
  std::vector<std::size_t> places; // of the services in `names`
  for (std::size_t i = 0; i < units.size(); ++i) {
    places.push_back(services[i] == names[i] ? i : names.size());
    if (places[i] != i)
      names.push_back(services[i]);
  }
  const Result<std::vector<UnitSettings>> settings = around.manager.settings(services);
  if (!settings.ok())
    return settings.error();
  const Result<std::vector<LoadedUnit>> loaded = around.manager.loaded(names);
  if (!loaded.ok())
    return loaded.error();
  const Result<std::string> group = around.manager.control_group();
  if (!group.ok())
    return group.error();
  const std::vector<std::string> counted = counted_by(around.groups, *group);
  for (std::size_t i = 0; i < servers.size(); ++i) {
    ServerDetail& server = servers[i];
    if (!is_applied(server))
      continue;
    add_settings(server, settings->at(i), counted);
    server.memory_max.kills_are_told = around.groups.tells_of_kills(*group);
    server.memory = memory_of(server.state, around.groups);
    std::vector<std::string> drop_ins = loaded->at(i).drop_in_paths;
    const LoadedUnit& service = loaded->at(places[i]);
    if (service.unit != units[i].unit)
      drop_ins.insert(drop_ins.end(), service.drop_in_paths.begin(), service.drop_in_paths.end());
    server.drop_ins = foreign_drop_ins(drop_ins, server);
    if (!loaded->at(i).load_error.empty())
      server.bad_files = loaded->at(i).load_error;
    server.load_state = loaded->at(i).load_state;
    server.needs_reload = loaded->at(i).need_daemon_reload || service.need_daemon_reload;
  }
  return Nothing{};
}

// States of the servers that those shown are started after.
Status add_predecessors(const Examination& around, std::vector<ServerDetail>& servers)
{
  std::vector<InstalledUnit> units;
  for (const InstalledUnit& unit : around.installed.units) {
    const std::string name = to_string(unit.marker.id);
    if (std::any_of(servers.begin(), servers.end(), [&](const ServerDetail& server) {
          return std::any_of(server.after.begin(), server.after.end(),
                             [&](const EarlierServer& one) { return one.name == name; });
        }))
      units.push_back(unit);
  }
  const Result<std::vector<ServerState>> states = observe(around.manager, units, around.groups);
  if (!states.ok())
    return states.error();
  std::map<std::string, RunState> known;
  for (const ServerState& state : *states)
    known[to_string(state.id)] = state.state;
  for (ServerDetail& server : servers) {
    for (EarlierServer& one : server.after) {
      if (const auto found = known.find(one.name); found != known.end())
        one.state = found->second;
    }
  }
  return Nothing{};
}

Status add_helpers(Manager& manager, std::vector<ServerDetail>& servers)
{
  std::vector<HelperState*> helpers;
  std::vector<std::string> names;
  std::vector<HelperState*> timed;
  std::vector<std::string> timers;
  for (ServerDetail& server : servers) {
    for (HelperState& helper : server.helpers) {
      if (!is_applied(server))
        continue;
      helpers.push_back(&helper);
      names.push_back(helper.unit);
      if (!helper.unit.ends_with(".timer"))
        continue;
      timed.push_back(&helper);
      timers.push_back(helper.unit);
    }
  }
  if (names.empty())
    return Nothing{};
  const Result<std::vector<UnitSummary>> summaries = manager.summaries(names);
  if (!summaries.ok())
    return summaries.error();
  const Result<std::vector<RealTime>> elapses = manager.next_elapse(timers);
  if (!elapses.ok())
    return elapses.error();
  for (std::size_t i = 0; i < helpers.size(); ++i)
    helpers[i]->active_state = summaries->at(i).active_state;
  for (std::size_t i = 0; i < timed.size(); ++i) {
    if (elapses->at(i) != RealTime{})
      timed[i]->next = elapses->at(i);
  }
  return Nothing{};
}

// Of those that were started again and run now: the others' units still know their end.
void add_endings(const Examination& around, std::vector<ServerDetail>& servers)
{
  std::vector<ServerDetail*> asked;
  std::vector<std::string> units;
  for (ServerDetail& server : servers) {
    if (server.state.restarts.value_or(0) == 0 || server.state.ended_at)
      continue;
    asked.push_back(&server);
    units.push_back(server.state.unit);
  }
  const auto exits = read_exits(around.scope, units);
  if (!exits.ok())
    return; // the log's own lines say why
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (const std::optional<UnitExit>& exit = exits->at(i)) {
      asked[i]->last_exit = {
          exit->at, ending_of({.result = exit->result,
                               .exit_code_kind = exit->code_kind,
                               .exit_status = exit->status,
                               .memory_max = asked[i]->memory_max.amount.value_or(no_limit)})};
    }
  }
}

void add_log(const Examination& around, const InstalledUnit& unit, ServerDetail& server)
{
  JournalQuery query = journal_of(around.scope, {unit});
  query.lines_each = log_lines;
  const Status read = read_journal(query, -1, [&](const JournalLine& line) {
    server.log.push_back(log_line_of(line));
    return true;
  });
  if (!read.ok())
    server.no_log = read.error().what + (read.error().mend.empty() ? "" : ": " + read.error().mend);
}

} // namespace

std::vector<ServerDetail> examine_files(const std::vector<ServerState>& states,
                                        const std::vector<InstalledUnit>& units,
                                        const UnitFolders& folders)
{
  std::vector<ServerDetail> servers;
  for (std::size_t i = 0; i < states.size(); ++i) {
    servers.push_back(detail_of(states[i], units[i], folders));
    look_at_files(units[i], servers.back());
  }
  return servers;
}

Result<std::vector<ServerDetail>> examine(const Examination& around,
                                          const std::vector<ServerState>& states,
                                          const std::vector<InstalledUnit>& units)
{
  std::vector<ServerDetail> servers = examine_files(states, units, around.folders);
  if (const Status said = add_what_systemd_says(around, servers, units); !said.ok())
    return said.error();
  if (const Status found = add_predecessors(around, servers); !found.ok())
    return found.error();
  if (const Status found = add_helpers(around.manager, servers); !found.ok())
    return found.error();
  add_endings(around, servers);
  for (std::size_t i = 0; around.logs && i < servers.size(); ++i) {
    if (is_applied(servers[i]))
      add_log(around, units[i], servers[i]);
  }
  return servers;
}

} // namespace mcpctl
