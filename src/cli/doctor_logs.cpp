// What servers wrote last, as far as it tells why they do not run.

#include "cli/configuration.hpp"
#include "cli/doctor_case.hpp"
#include "doctor/last_run.hpp"
#include "doctor/without_secrets.hpp"
#include "observe/detail.hpp"
#include "observe/log_line.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sys/stat.h>

namespace mcpctl {

namespace {

constexpr unsigned log_lines = 40; // of each: a stack may be long

RealTime written_at(const std::string& path)
{
  struct stat about = {};
  if (::lstat(path.c_str(), &about) != 0)
    return RealTime{};
  return RealTime(std::chrono::seconds(about.st_mtim.tv_sec)
                  + std::chrono::microseconds(about.st_mtim.tv_nsec / 1000));
}

// When its files were written last: what a stdio server's sessions wrote before may be mended.
RealTime changed_at(const Case& around, const InstalledUnit& unit)
{
  RealTime last{};
  for (const UnitFile& file : unit.files) {
    last = std::max(last, written_at(folder_of(unit, around.folders) + "/" + file.path));
  }
  return last;
}

bool tells_why(const ServerState& state)
{
  return state.state == RunState::failed || state.state == RunState::restarting
         || state.state == RunState::starting || state.restarts.value_or(0) > 0
         || state.type == ServerType::stdio;
}

// What the caller can read of the secrets that are kept for the server, a line each: a log may
// repeat them.
std::vector<std::string> secret_values(const Case& around, const ServerFacts& server)
{
  constexpr std::size_t shortest = 4; // a shorter one would hide half of the log
  const SecretStore store = secret_store(around.context);
  std::vector<std::string> values;
  for (const SecretSource& secret : server.detail.secrets) {
    const Result<SecretName> name = SecretName::parse(secret.name);
    if (!name.ok())
      continue;
    std::ifstream file(store.path_of(server.detail.state.id.server, *name, Delivery::file));
    for (std::string line; std::getline(file, line);) {
      if (line.size() >= shortest)
        values.push_back(line);
    }
  }
  return values;
}

// Lines of the run that ended last: of one that runs again, the one before.
std::vector<std::string> telling_lines(const ServerState& state,
                                       const std::vector<JournalLine>& lines, RealTime changed)
{
  if (state.type == ServerType::stdio)
    return lines_of({"", changed}, lines);
  const LogRun last{state.invocation_id, state.last_start};
  if (state.state == RunState::running)
    return lines_before(last, lines);
  std::vector<std::string> texts = lines_of(last, lines);
  return texts.empty() && state.state == RunState::starting ? lines_before(last, lines) : texts;
}

// A log file has no times: only one that nothing was written to since tells of an earlier run
// alone.
void add_file_lines(ServerFacts& server)
{
  const ServerState& state = server.detail.state;
  for (const WrittenFile& file : server.detail.log_files) {
    if (state.state == RunState::running || written_at(file.path) >= state.last_start)
      server.last_lines.insert(server.last_lines.end(), file.lines.begin(), file.lines.end());
  }
}

} // namespace

void add_last_lines(const Case& around, std::vector<ServerFacts>& servers)
{
  std::vector<InstalledUnit> telling;
  std::map<std::string, std::vector<JournalLine>> lines; // by unit
  for (std::size_t i = 0; i < servers.size(); ++i) {
    if (tells_why(servers[i].detail.state))
      telling.push_back(around.units[i]);
  }
  if (telling.empty())
    return;
  JournalQuery query = journal_of(around.context.scope, telling);
  query.lines_each = log_lines;
  query.wanted = [](const JournalLine& line) { return !line.from_systemd; };
  // A journal that cannot be read is a finding of its own.
  (void)read_journal(query, -1, [&lines](const JournalLine& line) {
    if (!line.from_systemd)
      lines[line.unit].push_back(line);
    return true;
  });
  for (std::size_t i = 0; i < servers.size(); ++i) {
    ServerFacts& server = servers[i];
    if (!tells_why(server.detail.state))
      continue;
    add_file_lines(server);
    for (std::string& line : telling_lines(server.detail.state, lines[around.units[i].unit],
                                           changed_at(around, around.units[i])))
      server.last_lines.push_back(std::move(line));
    const auto values =
        server.last_lines.empty() ? std::vector<std::string>() : secret_values(around, server);
    for (std::string& line : server.last_lines)
      line = without_values(std::move(line), values);
  }
}

} // namespace mcpctl
