// One server: its program, script, folder, files, port and processes.

#include "config/line_name.hpp"
#include "doctor/gather.hpp"
#include "mcp/ready.hpp"
#include "observe/drop_in.hpp"
#include "observe/missing_program.hpp"
#include "units/companion.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

namespace fs = std::filesystem;

// Only where that is certain: what may not be looked at may be there.
bool is_missing(const std::string& path)
{
  struct stat about = {};
  return ::stat(path.c_str(), &about) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool has_companion(const InstalledUnit& unit, CompanionKind kind)
{
  return std::any_of(unit.files.begin(), unit.files.end(),
                     [kind](const UnitFile& file) { return companion_kind_of(file) == kind; });
}

// Node finds "./build" as build.js, too.
bool script_is_missing(const std::string& path)
{
  constexpr auto endings =
      std::to_array<const char*>({"", ".js", ".mjs", ".cjs", ".json", ".node", ".ts"});
  return std::all_of(endings.begin(), endings.end(),
                     [&path](const char* ending) { return is_missing(path + ending); });
}

std::optional<std::string> missing_script(const ServerDetail& server)
{
  const std::string script = script_of_command(server.state.argv);
  if (script.empty())
    return std::nullopt;
  if (!script.starts_with('/') && !server.working_directory.starts_with('/'))
    return std::nullopt;
  const std::string path =
      (fs::path(server.working_directory) / script).lexically_normal().string();
  return script_is_missing(path) ? std::optional(path) : std::nullopt;
}

bool is_local(const std::string& url)
{
  constexpr auto hosts =
      std::to_array<const char*>({"://127.", "://localhost", "://[::1]", "://0.0.0.0"});
  return std::any_of(hosts.begin(), hosts.end(),
                     [&url](const char* host) { return url.find(host) != std::string::npos; });
}

// A server without a url has no other word on it than its environment.
std::optional<unsigned> port_of(const InstalledUnit& unit, const ServerState& state)
{
  if (state.type != ServerType::http)
    return port_in_environment(unit.files);
  const unsigned port = is_local(state.url) ? port_of_url(state.url) : 0;
  return port == 0 ? std::nullopt : std::optional(port);
}

std::vector<NamedFile> env_files_of(const ServerDetail& server)
{
  std::vector<NamedFile> files;
  for (const EnvironmentFile& file : server.environment_files) {
    Presence presence = Presence::there;
    if (is_missing(file.path))
      presence = Presence::missing;
    else if (::access(file.path.c_str(), R_OK) != 0)
      presence = Presence::unreadable;
    files.push_back({file.path, presence});
  }
  return files;
}

// Absolute paths of mcpctl's programs in what the files run.
std::vector<std::string> own_programs_missing(const InstalledUnit& unit)
{
  constexpr auto programs =
      std::to_array<std::string_view>({"/mcpctl-session", "/mcpctl-watch", "/mcpctl-rotate"});
  std::vector<std::string> missing;
  for (const UnitFile& file : unit.files) {
    for (const std::string_view program : programs) {
      for (std::size_t at = file.text.find(program); at != std::string::npos;
           at = file.text.find(program, at + 1)) {
        const std::size_t begin = file.text.find_last_of(" \t\n\"=:", at) + 1;
        const std::string path = file.text.substr(begin, at + program.size() - begin);
        if (path.starts_with('/') && is_missing(path)
            && std::find(missing.begin(), missing.end(), path) == missing.end())
          missing.push_back(path);
      }
    }
  }
  return missing;
}

// A state folder of its own is made when it starts.
bool folder_is_missing(const InstalledUnit& unit, const std::string& folder)
{
  const bool made_at_start =
      directive(unit.files, "WorkingDirectory").value_or("").starts_with('%');
  return !made_at_start && folder.starts_with('/') && is_missing(folder);
}

} // namespace

ServerFacts look_at_server(const InstalledUnit& unit, ServerDetail detail,
                           const ControlGroups& groups)
{
  ServerFacts facts{.detail = std::move(detail)};
  const ServerState& state = facts.detail.state;
  facts.port = port_of(unit, state);
  facts.port_promised = facts.port && state.type == ServerType::http;
  if (!state.control_group.empty())
    facts.processes = groups.processes(state.control_group);
  if (!state.argv.empty())
    facts.cannot_run = why_not_run(state.argv.front());
  facts.missing_script = missing_script(facts.detail);
  facts.folder_missing = folder_is_missing(unit, facts.detail.working_directory);
  facts.env_files = env_files_of(facts.detail);
  facts.own_programs_missing = own_programs_missing(unit);
  facts.watches = has_companion(unit, CompanionKind::watch);
  facts.rotates = has_companion(unit, CompanionKind::rotate);
  return facts;
}

} // namespace mcpctl
