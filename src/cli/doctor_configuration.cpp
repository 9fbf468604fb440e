// What the configurations say, for doctor: their problems, and secrets that others can read.

#include "cli/configuration.hpp"
#include "cli/doctor_case.hpp"
#include "cli/observation.hpp"
#include "config/sources.hpp"
#include "exchange/secret_looks.hpp"
#include "observe/drop_in.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

namespace mcpctl {

namespace {

bool others_can_read(const std::string& file)
{
  struct stat about = {};
  if (::stat(file.c_str(), &about) != 0 || !S_ISREG(about.st_mode)
      || (about.st_mode & S_IROTH) == 0)
    return false;
  std::filesystem::path folder = std::filesystem::path(file).parent_path();
  for (; folder.has_relative_path(); folder = folder.parent_path()) {
    if (::stat(folder.c_str(), &about) == 0 && (about.st_mode & S_IXOTH) == 0)
      return false;
  }
  return true;
}

// In the system scope it is root that does what is told.
bool may_close(const Case& around, const std::string& file)
{
  struct stat about = {};
  return around.context.scope == Scope::system
         || (::stat(file.c_str(), &about) == 0 && about.st_uid == around.context.environment.uid);
}

// The facts of the file; those of a new one where it is the first time.
ClearTextFacts& facts_of(const Case& around, const std::string& file,
                         std::vector<ClearTextFacts>& known)
{
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&file](const ClearTextFacts& one) { return one.file == file; });
  return found != known.end() ? *found
                              : known.emplace_back(ClearTextFacts{
                                  .file = file, .may_close = may_close(around, file)});
}

ClearTextVariable variable_of(const Server& server, const std::string& name, unsigned line)
{
  return {.name = name,
          .server = server.name.str(),
          .source = server.origin,
          .owner = server.owner,
          .has_secrets = !server.secrets.empty(),
          .line = line};
}

void look_into_env_file(const Case& around, const Server& server, const std::string& path,
                        std::vector<ClearTextFacts>& facts)
{
  if (!others_can_read(path))
    return;
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  for (const Variable& variable : variables_in_environment(text)) {
    if (!looks_secret(variable.name, variable.value))
      continue;
    ClearTextFacts& found = facts_of(around, path, facts);
    found.env_file = true;
    found.variables.push_back(variable_of(server, variable.name, variable.line));
  }
}

bool is_asked_about(const Case& around, const std::string& server)
{
  return !around.asked || around.asked->contains(server);
}

void look_for_clear_text(const Case& around, const std::vector<Server>& servers,
                         std::vector<ClearTextFacts>& facts)
{
  for (const Server& server : servers) {
    if (!is_asked_about(around, server.name.str()))
      continue;
    for (const auto& [name, value] : server.env) {
      if (looks_secret(name, value) && others_can_read(server.origin.file))
        facts_of(around, server.origin.file, facts)
            .variables.push_back(variable_of(server, name, 0));
    }
    for (const EnvFile& file : server.env_files)
      look_into_env_file(around, server, file.path, facts);
  }
}

void add_problems(const Case& around, const std::string& owner, Diagnostics diagnostics,
                  ConfigurationFacts& facts)
{
  for (Diagnostic& diagnostic : diagnostics) {
    const auto& about = diagnostic.servers;
    const bool asked =
        about.empty() || std::any_of(about.begin(), about.end(), [&](const std::string& server) {
          return is_asked_about(around, server);
        });
    if (asked)
      facts.problems.push_back({owner, std::move(diagnostic)});
    else if (diagnostic.severity == Severity::error)
      ++facts.errors_elsewhere[owner];
  }
}

std::string owner_in(const Context& context)
{
  const auto& files = context.options.files;
  return files.empty() ? owner_of_default_files(context.places.config_folder)
                       : owner_of(files.front(), context.environment.working_directory);
}

std::vector<Context> all_contexts(const Case& around)
{
  std::vector<Context> contexts = configurations_of(around.context, around.installed);
  if (contexts.empty())
    contexts.push_back(around.context);
  return contexts;
}

// Those that servers asked about come from.
std::vector<Context> contexts_of(const Case& around, const Facts& facts)
{
  std::vector<Context> contexts = all_contexts(around);
  if (!around.asked || !around.context.options.files.empty())
    return contexts;
  std::set<std::string> owners;
  for (const ServerFacts& server : facts.servers)
    owners.insert(server.detail.state.owner);
  for (const auto* servers : {&facts.not_applied, &around.broken}) {
    for (const NotApplied& server : *servers)
      owners.insert(server.owner);
  }
  std::erase_if(contexts, [&](const Context& one) { return !owners.contains(owner_in(one)); });
  return contexts;
}

} // namespace

std::vector<NotApplied> servers_with_errors(const Case& around)
{
  std::vector<NotApplied> servers;
  for (const Context& one : all_contexts(around)) {
    const auto loaded = load_configuration(one, {.installed = &around.installed});
    if (!loaded.ok())
      continue;
    for (const Diagnostic& diagnostic : loaded->configuration.diagnostics) {
      for (const std::string& name : diagnostic.servers) {
        if (diagnostic.severity == Severity::error)
          servers.push_back({name, owner_in(one)});
      }
    }
  }
  return servers;
}

void look_at_configuration(const Case& around, Facts& facts)
{
  ConfigurationFacts& configuration = facts.configuration;
  for (const Context& one : contexts_of(around, facts)) {
    Result<LoadedConfiguration> loaded = load_configuration(one, {.installed = &around.installed});
    if (!loaded.ok()) {
      configuration.unread = loaded.error();
      configuration.any = !one.options.files.empty() || has_default_files(one.places.config_folder);
      continue;
    }
    configuration.any = true;
    Configuration& read = loaded->configuration;
    if (!has_errors(read.diagnostics))
      look_for_clear_text(around, read.servers, configuration.clear_text);
    add_problems(around, owner_in(one), std::move(read.diagnostics), configuration);
    for (const std::string& file : one.options.files) {
      if (!file.ends_with(".toml") && file != "-")
        configuration.lists.push_back(owner_of(file, around.context.environment.working_directory));
    }
  }
}

} // namespace mcpctl
