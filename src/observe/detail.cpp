#include "observe/detail.hpp"

#include "observe/drop_in.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace mcpctl {

namespace {

constexpr std::string_view own_environment_file = "/10-mcpctl.env";
constexpr std::string_view template_file = "mcp@.service";

std::string single_percent(std::string_view text)
{
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    out += text[i];
    if (text.substr(i, 2) == "%%")
      ++i;
  }
  return out;
}

std::string unescaped(std::string_view text)
{
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size())
      ++i;
    out += text[i];
  }
  return out;
}

// The name of the secret that is kept at `path`; empty: none is.
std::string_view secret_at(std::string_view path, const ServerName& server)
{
  constexpr std::string_view ending = ".env";
  const std::size_t name = path.rfind('/') + 1;
  const bool kept = name > 0 && path.ends_with(ending)
                    && path.substr(0, name).ends_with("/secrets/" + server.str() + "/");
  const std::string_view text = kept ? path.substr(name, path.size() - name - ending.size()) : "";
  return SecretName::parse(text).ok() ? text : std::string_view();
}

std::vector<std::string> environment_files_of(const InstalledUnit& unit)
{
  std::vector<std::string> paths;
  for (const std::string& value : directives(unit.files, "EnvironmentFile")) {
    const bool ours =
        value.ends_with(own_environment_file) || !secret_at(value, unit.marker.id.server).empty();
    if (!ours)
      paths.push_back(unescaped(single_percent(value)));
  }
  return paths;
}

std::vector<std::string> secrets_of(const InstalledUnit& unit)
{
  std::vector<std::string> secrets;
  for (const std::string& value : directives(unit.files, "EnvironmentFile")) {
    if (const auto name = secret_at(value, unit.marker.id.server); !name.empty())
      secrets.emplace_back(name);
  }
  for (const std::string& value : directives(unit.files, "LoadCredential"))
    secrets.push_back(value.substr(0, value.find(':')) + " (file)");
  return secrets;
}

std::string user_of(const InstalledUnit& unit)
{
  if (directive(unit.files, "DynamicUser") == "yes")
    return "dynamic";
  return directive(unit.files, "User").value_or("");
}

std::vector<std::string> paths_of(const InstalledUnit& unit, const std::string& folder)
{
  std::vector<std::string> paths;
  if (!is_socket(unit.unit))
    paths.push_back(folder + "/" + std::string(template_file));
  for (const UnitFile& file : unit.files)
    paths.push_back(folder + "/" + file.path);
  return paths;
}

// "%S" is where state folders of the system's manager are (systemd.unit(5), SPECIFIERS).
std::string folder_in_words(const std::string& directive)
{
  constexpr std::string_view state = "%S/";
  if (directive.starts_with(state))
    return "/var/lib/" + directive.substr(state.size());
  return single_percent(directive);
}

} // namespace

std::vector<std::string> foreign_drop_ins(const std::vector<std::string>& loaded,
                                          const ServerDetail& server)
{
  std::vector<std::string> foreign;
  std::copy_if(loaded.begin(), loaded.end(), std::back_inserter(foreign),
               [&server](const std::string& path) {
                 return std::find(server.files.begin(), server.files.end(), path)
                        == server.files.end();
               });
  return foreign;
}

const std::string& folder_of(const InstalledUnit& unit, const UnitFolders& folders)
{
  return unit.where == Where::persistent ? folders.persistent : folders.runtime;
}

ServerDetail detail_of(const ServerState& state, const InstalledUnit& unit,
                       const UnitFolders& folders)
{
  const auto value = [&unit](std::string_view key) {
    return directive(unit.files, key).value_or("");
  };
  return {.state = state,
          .written = unit.marker.written,
          .working_directory = folder_in_words(value("WorkingDirectory")),
          .user = user_of(unit),
          .files = paths_of(unit, folder_of(unit, folders)),
          .environment = environment_names(unit.files),
          .environment_files = environment_files_of(unit),
          .secrets = secrets_of(unit),
          .memory_max = value("MemoryMax"),
          .memory_high = value("MemoryHigh"),
          .cpu_quota = value("CPUQuota"),
          .tasks_max = value("TasksMax"),
          .restart = value("Restart")};
}

} // namespace mcpctl
