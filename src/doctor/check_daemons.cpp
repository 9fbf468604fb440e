// Other daemons that start the same servers: PM2, and those made by hand.

#include "doctor/checks.hpp"
#include "doctor/words.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace mcpctl {

namespace {

std::string basename_of(std::string_view path)
{
  return std::string(path.substr(path.rfind('/') + 1));
}

bool same_words(const std::vector<std::string>& one, std::size_t from,
                const std::vector<std::string>& other)
{
  return one.size() - from == other.size()
         && std::equal(other.begin() + 1, other.end(),
                       one.begin() + static_cast<std::ptrdiff_t>(from) + 1)
         && basename_of(one[from]) == basename_of(other[0]);
}

// Whether the process runs the command: as it is, as a script that the kernel has put an
// interpreter before, or under the title that PM2 gives to what it starts, "node /srv/app.js".
bool runs(const Process& process, const std::vector<std::string>& argv)
{
  const std::vector<std::string>& words = process.argv;
  if (words.empty() || argv.empty())
    return false;
  if (same_words(words, 0, argv))
    return argv.size() > 1 || words[0] == argv[0];
  if (words.size() == argv.size() + 1 && words[1] == argv[0])
    return same_words(words, 1, argv);
  return words.size() == 1 && argv.size() > 1 && words[0] == basename_of(argv[0]) + " " + argv[1];
}

bool is_ours(const Process& process)
{
  return process.unit.starts_with("mcp@") || process.unit.starts_with("mcp-")
         || process.unit.starts_with("mcpctl-");
}

bool may_be_meant(const Facts& facts, const Process& process)
{
  return !is_ours(process) && (facts.scope == Scope::system || process.uid == facts.uid);
}

// The server, resident and of this scope, whose command the process runs.
const ServerFacts* server_run_by(const Facts& facts, const Process& process)
{
  const auto found = std::find_if(
      facts.servers.begin(), facts.servers.end(), [&process](const ServerFacts& server) {
        const ServerState& state = server.detail.state;
        return state.type != ServerType::stdio && runs(process, state.argv);
      });
  return found == facts.servers.end() ? nullptr : &*found;
}

std::vector<std::string> servers_started_by(const Facts& facts, int pid)
{
  std::vector<std::string> names;
  for (const Process& process : facts.processes) {
    const ServerFacts* server =
        process.parent == pid && !is_ours(process) ? server_run_by(facts, process) : nullptr;
    if (server != nullptr)
      names.push_back(name_of(*server));
  }
  return names;
}

// One of the two: PM2's own word, or a signal.
Steps ending_pm2(const Facts& facts, const Process& daemon)
{
  const std::string folder = pm2_folder(daemon);
  const std::string home = folder.empty() ? "" : "PM2_HOME=" + shell_word(folder) + " ";
  const std::string sudo =
      daemon.uid == facts.uid ? "" : "sudo -u " + shell_word(daemon.user) + " ";
  return {
      command(sudo + home + "pm2 kill"),
      command(fmt::format("{}kill {}   # where the command pm2 is gone",
                          daemon.uid == facts.uid || facts.uid == 0 ? "" : "sudo ", daemon.pid))};
}

Finding pm2_runs(const Facts& facts, const Process& daemon)
{
  const std::vector<std::string> names = servers_started_by(facts, daemon.pid);
  return {.gravity = names.empty() ? Gravity::warning : Gravity::problem,
          .what = fmt::format("PM2 runs: pid {}, of user {}", daemon.pid, daemon.user),
          .why = names.empty() ? "what it starts may take ports of servers here"
                               : fmt::format("it has started {}, too", names_of(names)),
          .mend = ending_pm2(facts, daemon)};
}

bool names_file(const Process& process, const std::string& file)
{
  return std::any_of(process.argv.begin(), process.argv.end(), [&](const std::string& word) {
    if (word == file)
      return true;
    const bool relative = !word.starts_with('/') && !process.folder.empty();
    return relative
           && (std::filesystem::path(process.folder) / word).lexically_normal().string() == file;
  });
}

} // namespace

Findings check_pm2(const Facts& facts)
{
  Findings findings;
  for (const Process& process : facts.processes) {
    if (is_pm2(process) && may_be_meant(facts, process))
      findings.push_back(pm2_runs(facts, process));
  }
  if (facts.pm2.boot_unit) {
    findings.push_back({.gravity = Gravity::warning,
                        .what = *facts.pm2.boot_unit + " is enabled",
                        .why = facts.pm2.dump ? "the next boot starts PM2, and all that stands in "
                                                    + *facts.pm2.dump
                                              : "the next boot starts PM2",
                        .mend = {command("sudo systemctl disable --now " + *facts.pm2.boot_unit)}});
  }
  return or_all_well(std::move(findings), "no PM2 runs or is started at boot");
}

Findings check_daemon(const Facts& facts)
{
  if (facts.configuration.lists.empty())
    return {};
  Findings findings;
  for (const std::string& file : facts.configuration.lists) {
    for (const Process& process : facts.processes) {
      if (!may_be_meant(facts, process) || process.on_terminal || !names_file(process, file))
        continue;
      findings.push_back(
          {.gravity = Gravity::problem,
           .what = fmt::format("another daemon reads {}: {}", file, describe(process)),
           .why = "it starts the servers that mcpctl starts",
           .mend = commands_to_end(facts, process)});
    }
  }
  return or_all_well(std::move(findings), "no other daemon reads their lists");
}

Findings check_twice(const Facts& facts)
{
  if (facts.servers.empty())
    return {};
  Findings findings;
  for (const Process& process : facts.processes) {
    const ServerFacts* server =
        may_be_meant(facts, process) ? server_run_by(facts, process) : nullptr;
    if (server == nullptr)
      continue;
    const Process* parent = find_process(facts, process.parent);
    Finding finding{.gravity = Gravity::warning,
                    .subject = name_of(*server),
                    .what = "its command runs a second time: " + describe(process),
                    .why = "whoever came first has the port and the files",
                    .mend = commands_to_end(facts, process)};
    if (parent != nullptr && parent->pid > 1 && !parent->argv.empty())
      finding.why = "started by " + describe(*parent) + "; " + finding.why;
    findings.push_back(std::move(finding));
  }
  return or_all_well(std::move(findings), "no server's command runs elsewhere");
}

} // namespace mcpctl
