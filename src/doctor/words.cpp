#include "doctor/words.hpp"

#include "config/line_name.hpp"
#include "doctor/without_secrets.hpp"
#include "model/name.hpp"
#include "report/shell_words.hpp"
#include "systemd/errors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <sstream>

namespace mcpctl {

namespace {

constexpr std::size_t names_shown = 3;

// Whether it can be pasted: words may name a command, too ("mcpctl down, to remove them").
bool is_command(std::string_view text)
{
  constexpr auto programs = std::to_array<std::string_view>(
      {"mcpctl ", "systemctl ", "sudo ", "chmod ", "mv ", "PM2_HOME="});
  return text.find(", ") == std::string_view::npos
         && std::any_of(programs.begin(), programs.end(),
                        [text](std::string_view program) { return text.starts_with(program); });
}

// Ended by a signal it would be started again.
Steps ending_by_pm2(const Process& daemon, const Process& process)
{
  const std::string folder = pm2_folder(daemon);
  const std::string pm2 = folder.empty() ? "pm2" : "PM2_HOME=" + shell_word(folder) + " pm2";
  if (process.pm2_id.empty())
    return {command(pm2 + " list"), command(pm2 + " delete NAME"), command(pm2 + " save --force")};
  return {command(pm2 + " delete " + process.pm2_id), command(pm2 + " save --force")};
}

// A title that a process gave itself is one word: "node /srv/app.js", "PM2 v7.0.4: God Daemon".
std::string program_of(const std::vector<std::string>& argv)
{
  std::vector<std::string> words = argv;
  if (words.size() == 1) {
    std::istringstream title(words.front());
    words.assign(std::istream_iterator<std::string>(title), {});
  }
  if (words.empty())
    return "a program";
  const std::string script = script_of_command(words);
  words.resize(1);
  if (!script.empty())
    words.push_back(script);
  return without_secrets(shell_command(words));
}

} // namespace

Findings all_well(std::string what)
{
  Findings findings;
  findings.push_back({.what = std::move(what)});
  return findings;
}

Findings or_all_well(Findings findings, std::string what)
{
  if (findings.empty())
    return all_well(std::move(what));
  return findings;
}

std::string name_of(const ServerFacts& server)
{
  return to_string(server.detail.state.id);
}

std::string names_of(const std::vector<std::string>& names)
{
  const std::size_t shown = std::min(names.size(), names_shown);
  const std::vector<std::string> first(names.begin(),
                                       names.begin() + static_cast<std::ptrdiff_t>(shown));
  const std::string text = fmt::format("{}", fmt::join(first, ", "));
  return names.size() == shown ? text : fmt::format("{} and {} more", text, names.size() - shown);
}

std::string count_of(std::size_t count, std::string_view thing)
{
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

Step command(std::string text)
{
  return {.text = std::move(text)};
}

Step advice(std::string text)
{
  return {.text = std::move(text), .kind = StepKind::advice};
}

Step edit(const std::string& file, unsigned line, std::string_view text)
{
  return {.text = line == 0 ? fmt::format("{}: {}", file, text)
                            : fmt::format("{}:{}: {}", file, line, text),
          .kind = StepKind::edit};
}

Steps steps_of(const Error& error)
{
  if (error.mend.empty())
    return {};
  return {is_command(error.mend) ? command(error.mend) : advice(error.mend)};
}

Step as_caller(const Facts& facts, const std::string& text)
{
  const bool needs_root = facts.scope == Scope::system && facts.uid != 0;
  return command((needs_root ? "sudo " : "") + text);
}

Step mcpctl_command(const Facts& facts, std::string_view words)
{
  return as_caller(facts, fmt::format("mcpctl {}", words));
}

Step systemctl_command(const Facts& facts, std::string_view words)
{
  return as_caller(facts, fmt::format("{} {}", systemctl_command(facts.scope), words));
}

Step command_for(const Facts& facts, std::string_view words, const std::string& owner)
{
  if (facts.usual_owner.empty() || owner.empty() || owner == facts.usual_owner)
    return mcpctl_command(facts, words);
  return mcpctl_command(
      facts, fmt::format("{} -c {}", words, owner.starts_with('/') ? shell_word(owner) : "-"));
}

Step apply_command(const Facts& facts, const std::string& owner)
{
  return command_for(facts, "apply", owner);
}

Steps change_in_file(const Facts& facts, const ServerState& server, std::string_view line)
{
  return {edit(server.source.file, server.source.line, line), apply_command(facts, server.owner)};
}

std::string describe(const Process& process)
{
  std::string text =
      fmt::format("pid {}, {}, of user {}", process.pid, program_of(process.argv), process.user);
  if (!process.unit.empty())
    text += ", in " + process.unit;
  return text;
}

const Process* find_process(const Facts& facts, int pid)
{
  const auto found = std::find_if(facts.processes.begin(), facts.processes.end(),
                                  [pid](const Process& process) { return process.pid == pid; });
  return found == facts.processes.end() ? nullptr : &*found;
}

bool is_pm2(const Process& process)
{
  return !process.argv.empty() && process.argv[0].starts_with("PM2 v")
         && process.argv[0].find(": God Daemon") != std::string::npos;
}

std::string pm2_folder(const Process& process)
{
  const std::string& title = process.argv[0];
  const std::size_t open = title.find('(');
  const std::size_t close = title.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open)
    return {};
  return title.substr(open + 1, close - open - 1);
}

Steps commands_to_end(const Facts& facts, const Process& process)
{
  const std::string sudo = process.uid == facts.uid || facts.uid == 0 ? "" : "sudo ";
  if (const Process* parent = find_process(facts, process.parent);
      parent != nullptr && is_pm2(*parent))
    return ending_by_pm2(*parent, process);
  if (const auto id = instance_of_unit(process.unit))
    return {mcpctl_command(facts, "stop " + to_string(*id))};
  const bool service = process.unit.ends_with(".service") && !process.unit.starts_with("user@");
  if (!service)
    return {command(fmt::format("{}kill {}", sudo, process.pid))};
  if (process.unit_of_user)
    return {command("systemctl --user disable --now " + process.unit)};
  return {command((facts.uid == 0 ? "" : "sudo ") + ("systemctl disable --now " + process.unit))};
}

} // namespace mcpctl
