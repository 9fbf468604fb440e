// What servers wrote last, as far as it tells why they do not run.

#include "cli/configuration.hpp"
#include "cli/doctor_case.hpp"
#include "doctor/without_secrets.hpp"
#include "observe/detail.hpp"
#include "observe/log_line.hpp"
#include "systemd/journal.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sys/stat.h>

namespace mcpctl {

namespace {

constexpr unsigned log_lines = 40; // of each: a stack may be long

// When its files were written last: what a stdio server's sessions wrote before may be mended.
RealTime changed_at(const Case& around, const InstalledUnit& unit)
{
  RealTime last{};
  for (const UnitFile& file : unit.files) {
    struct stat about = {};
    const std::string path = folder_of(unit, around.folders) + "/" + file.path;
    if (::lstat(path.c_str(), &about) != 0)
      continue;
    const RealTime at(std::chrono::seconds(about.st_mtim.tv_sec)
                      + std::chrono::microseconds(about.st_mtim.tv_nsec / 1000));
    last = std::max(last, at);
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

} // namespace

void add_last_lines(const Case& around, std::vector<ServerFacts>& servers)
{
  std::vector<InstalledUnit> telling;
  std::map<std::string, std::pair<ServerFacts*, RealTime>> wanted; // by unit, and since when
  for (std::size_t i = 0; i < servers.size(); ++i) {
    ServerFacts& server = servers[i];
    if (!tells_why(server.detail.state))
      continue;
    telling.push_back(around.units[i]);
    const bool stdio = server.detail.state.type == ServerType::stdio;
    wanted[around.units[i].unit] = {&server,
                                    stdio ? changed_at(around, around.units[i]) : RealTime{}};
    for (const WrittenFile& file : server.detail.log_files)
      server.last_lines.insert(server.last_lines.end(), file.lines.begin(), file.lines.end());
  }
  if (telling.empty())
    return;
  JournalQuery query = journal_of(around.context.scope, telling);
  query.lines_each = log_lines;
  query.wanted = [](const JournalLine& line) { return !line.from_systemd; };
  // A journal that cannot be read is a finding of its own.
  (void)read_journal(query, -1, [&wanted](const JournalLine& line) {
    const auto found = wanted.find(line.unit);
    if (found != wanted.end() && !line.from_systemd && line.at >= found->second.second)
      found->second.first->last_lines.push_back(line.message);
    return true;
  });
  for (ServerFacts& server : servers) {
    const auto values =
        server.last_lines.empty() ? std::vector<std::string>() : secret_values(around, server);
    for (std::string& line : server.last_lines)
      line = without_values(std::move(line), values);
  }
}

} // namespace mcpctl
