#include "units/helpers.hpp"

#include "units/companion.hpp"
#include "units/quote.hpp"
#include "units/service.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace mcpctl {

namespace {

using namespace std::chrono_literals;

// Besides watch_ignore: what tools and editors write beside the files that are meant, and logs.
constexpr std::array<std::string_view, 16> ignored = {
    ".git",  ".hg", ".svn",  "node_modules", "__pycache__", ".venv", ".DS_Store", "*.log",
    "*.pyc", "*~",  "*.swp", "*.swx",        ".#*",         "#*#",   "4913",      "*.tmp",
};

constexpr TimeSpan default_delay = 500ms;
constexpr TimeSpan longest_round = 24h * 10'000;

// What was found is in a file; it becomes the command's environment. $1 is its PATH.
constexpr std::string_view alert_script =
    R"({ read -r MCPCTL_RESULT; read -r MCPCTL_EXIT_CODE; read -r MCPCTL_EXIT_STATUS; MCPCTL_LOG=$(cat); } <"$MCPCTL_STATE"; )"
    R"([ -z "$MCPCTL_LOG_FILE" ] || MCPCTL_LOG=$(tail -n 10 "$MCPCTL_LOG_FILE" | tail -c 8000); )"
    R"(case $MCPCTL_EXIT_CODE in 1) MCPCTL_EXIT_CODE=exited ;; )"
    R"(2|3) MCPCTL_EXIT_CODE=killed MCPCTL_EXIT_STATUS=$(kill -l "$MCPCTL_EXIT_STATUS") ;; *) MCPCTL_EXIT_CODE= ;; esac; )"
    R"(unset MCPCTL_STATE MCPCTL_LOG_FILE MCPCTL_ROUND_USEC; )"
    R"(export MCPCTL_RESULT MCPCTL_EXIT_CODE MCPCTL_EXIT_STATUS MCPCTL_LOG; )"
    R"([ -z "$1" ] || export PATH="$1"; shift; exec "$@")";

std::vector<std::string> alert_argv(const Command& command)
{
  std::vector<std::string> argv = {"/bin/sh", "-c", std::string(alert_script), "sh",
                                   command.search_path};
  for (std::string& word : carried_argv(command.argv))
    argv.push_back(std::move(word));
  return argv;
}

std::vector<std::string> watch_argv(const Server& server, const InstanceId& id,
                                    const Target& target)
{
  const TimeSpan delay = std::min<TimeSpan>(server.watch.delay.value_or(default_delay), 24h);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(delay);
  std::vector<std::string> argv = {target.watch_program,
                                   target.scope == Scope::user ? "user" : "system", unit_name(id),
                                   fmt::format("{}", milliseconds.count())};
  const auto add = [&argv](std::string_view option, std::string_view value) {
    argv.emplace_back(option);
    argv.emplace_back(value);
  };
  for (const std::string_view pattern : ignored)
    add("--ignore", pattern);
  for (const std::string& pattern : server.watch.ignore)
    add("--ignore", pattern);
  for (const LogTarget* log : {&server.logs.out, &server.logs.err}) {
    if (log->kind == LogTarget::Kind::file)
      add("--ignore-file", path_for(id, log->path));
  }
  argv.emplace_back("--");
  argv.insert(argv.end(), server.watch.paths.begin(), server.watch.paths.end());
  return argv;
}

void add_drop_in(RenderedUnit& unit, CompanionKind kind, const Section& section,
                 std::vector<std::string> argv)
{
  unit.files.push_back(companion_file(kind, unit.id, section.text().substr(1)));
  unit.companions[companion_unit(kind, unit.id)] = std::move(argv);
}

// The file that says most of a failure, where the journal does not.
std::string log_file(const Server& server, const InstanceId& id)
{
  const Logs& logs = server.logs;
  if (logs.err.kind == LogTarget::Kind::file)
    return path_for(id, logs.err.path);
  const bool is_silent = logs.err.kind == LogTarget::Kind::null;
  return is_silent && logs.out.kind == LogTarget::Kind::file ? path_for(id, logs.out.path) : "";
}

// Nothing of the server's environment, and no PATH: in the system scope commands of this unit are
// run by root, and what the server's user can write must not decide what they do. A folder that is
// missing is no reason to tell of nothing: it may be the very reason of the failure.
void add_alert_place(Section& section, const Server& server, const InstanceId& id)
{
  if (const std::string file = log_file(server, id); !file.empty())
    section.add("Environment", quote_environment("MCPCTL_LOG_FILE", file));
  if (const auto& span = server.life.start_limit_interval; span && *span != TimeSpan::zero()) {
    const auto round = std::min<TimeSpan>(*span, longest_round);
    section.add("Environment",
                quote_environment("MCPCTL_ROUND_USEC", fmt::format("{}", round.count())));
  }
  if (!server.working_directory.empty() && fits_working_directory(server.working_directory))
    section.add("WorkingDirectory", "-" + quote_path(server.working_directory));
}

} // namespace

void add_watch(RenderedUnit& unit, Work& work)
{
  const Server& server = work.server;
  if (server.watch.paths.empty() && !server.on_failure)
    return;
  Section up("Unit", work);
  if (server.watch.paths.empty()) {
    up.add("Description", "MCP server " + to_string(unit.id) + " is meant to be up");
  } else {
    // So that it is needed as long as the server is meant to be up.
    up.add("Wants", companion_unit(CompanionKind::watch, unit.id));
  }
  add_drop_in(unit, CompanionKind::up, up, {});
  if (server.watch.paths.empty())
    return;
  Section section("Service", work);
  add_account(section, server, unit.id);
  std::vector<std::string> argv = watch_argv(server, unit.id, work.target);
  section.add("ExecStart", render_exec_start(argv));
  add_drop_in(unit, CompanionKind::watch, section, std::move(argv));
}

void add_alert(RenderedUnit& unit, Work& work)
{
  const Server& server = work.server;
  if (!server.on_failure)
    return;
  Section section("Service", work);
  add_account(section, server, unit.id);
  add_alert_place(section, server, unit.id);
  std::vector<std::string> argv = alert_argv(*server.on_failure);
  section.add("ExecStart", render_exec_start(argv));
  add_drop_in(unit, CompanionKind::alert, section, std::move(argv));
}

} // namespace mcpctl
