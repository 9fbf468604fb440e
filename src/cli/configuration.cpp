#include "cli/configuration.hpp"

#include "cli/complain.hpp"
#include "cli/hints.hpp"
#include "cli/style.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"
#include "config/sources.hpp"
#include "report/shell_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <pwd.h>

namespace mcpctl {

namespace {

SourceRequest source_request(const Context& context)
{
  return {.folder = context.places.config_folder,
          .files = context.options.files,
          .working_directory = context.environment.working_directory,
          .home = context.environment.home,
          .standard_input = context.standard_input};
}

// Who calls sudo by habit has the configuration at home, not in /etc.
Error mention_sudo_user(const Context& context, Error error)
{
  if (context.scope != Scope::system || context.environment.sudo_user.empty()
      || !context.options.files.empty())
    return error;
  const passwd* account =
      ::getpwnam(context.environment.sudo_user.c_str()); // NOLINT(concurrency-mt-unsafe)
  if (account == nullptr)
    return error;
  const std::string theirs = std::string(account->pw_dir) + "/.config/mcp";
  std::error_code failure;
  if (!std::filesystem::exists(theirs, failure))
    return error;
  error.what +=
      fmt::format("; {} has a configuration in {}", context.environment.sudo_user, theirs);
  error.mend = "mcpctl --user apply, without sudo";
  return error;
}

// A missing configuration must not remove what it once installed, and says how to remove it; one
// that may not be read is not missing.
Error mention_installed(const Context& context, const Installed* installed, Error error)
{
  const Result<std::vector<std::string>> owners = owners_asked_for(context);
  if (installed == nullptr || !owners.ok() || error.code == ExitCode::not_permitted)
    return error;
  const auto theirs =
      std::count_if(installed->units.begin(), installed->units.end(), [&](const InstalledUnit& u) {
        return std::find(owners->begin(), owners->end(), u.marker.owner) != owners->end();
      });
  if (theirs == 0)
    return error;
  error.what += fmt::format("; {} unit{} of it {} installed and left alone", theirs,
                            theirs == 1 ? "" : "s", theirs == 1 ? "is" : "are");
  error.mend = fmt::format("mcpctl{} down, to remove them", options_as_given(context));
  return error;
}

FoundSecret find_secret(const SecretStore& store, const ServerName& server, const SecretName& name,
                        Delivery delivery)
{
  FoundSecret found{.path = store.path_of(server, name, delivery)};
  Result<std::string> stamp = store.check(server, name, delivery);
  if (stamp.ok())
    found.stamp = std::move(*stamp);
  else
    found.problem = stamp.error();
  return found;
}

ReadContext read_context(const Context& context, const ConfigurationRequest& request)
{
  ReadContext reading{.scope = context.scope,
                      .home = context.environment.home,
                      .search_path = context.environment.search_path,
                      .cpus = context.environment.cpus,
                      .profile = request.profile,
                      .now = now(),
                      .unset_secret = request.needs_secrets ? Severity::error : Severity::warning,
                      .files = real_file_view()};
  reading.files.secret = [store = secret_store(context)](const auto&... secret) {
    return find_secret(store, secret...);
  };
  if (request.installed == nullptr)
    return reading;
  for (const InstalledUnit& unit : request.installed->units) {
    const Marker& marker = unit.marker;
    const std::string& name = marker.id.server.str();
    reading.installed_commands.emplace(marker.written, name);
    if (!request.resolve && !marker.search_path.empty() && !marker.argv.empty())
      reading.remembered.emplace(
          name, Resolution{marker.program, marker.argv.front(), marker.search_path});
    if (const auto& alert = marker.on_failure;
        !request.resolve && alert && !alert->search_path.empty() && !alert->argv.empty())
      reading.remembered_alerts.emplace(
          name, Resolution{alert->program, alert->argv.front(), alert->search_path});
  }
  return reading;
}

// The files, and the one that is not written yet, which may be the first.
Result<std::vector<SourceFile>> sources_of(const Context& context,
                                           const ConfigurationRequest& request)
{
  const SourceRequest asked = source_request(context);
  if (request.unwritten == nullptr)
    return load_sources(asked);
  std::vector<SourceFile> sources;
  if (request.unwritten->is_default && has_default_files(asked.folder)) {
    Result<std::vector<SourceFile>> written = load_sources(asked);
    if (!written.ok())
      return written;
    sources = std::move(*written);
  }
  std::erase_if(sources, [&](const SourceFile& s) { return s.path == request.unwritten->path; });
  sources.push_back(*request.unwritten);
  return sources;
}

} // namespace

Result<LoadedConfiguration> load_configuration(const Context& context,
                                               const ConfigurationRequest& request)
{
  Result<std::vector<SourceFile>> sources = sources_of(context, request);
  if (!sources.ok())
    return mention_sudo_user(context,
                             mention_installed(context, request.installed, sources.error()));
  LoadedConfiguration loaded;
  for (const SourceFile& source : *sources) {
    if (std::find(loaded.owners.begin(), loaded.owners.end(), source.owner) == loaded.owners.end())
      loaded.owners.push_back(source.owner);
  }
  loaded.configuration = read_configuration(*sources, read_context(context, request));
  loaded.sources = std::move(*sources);
  return loaded;
}

bool is_as_read(const Context& context, const LoadedConfiguration& loaded)
{
  const Result<std::vector<SourceFile>> now = load_sources(source_request(context));
  return now.ok()
         && std::equal(now->begin(), now->end(), loaded.sources.begin(), loaded.sources.end(),
                       [](const SourceFile& one, const SourceFile& other) {
                         return one.path == other.path && one.text == other.text;
                       });
}

Status report_problems(const Context& context, const Configuration& configuration)
{
  complain(as_typed(context, configuration.diagnostics));
  if (!has_errors(configuration.diagnostics))
    return Nothing{};
  return Error{ExitCode::usage, "nothing was changed", ""};
}

Result<std::vector<std::string>> owners_asked_for(const Context& context)
{
  if (context.options.files.empty())
    return std::vector{owner_of_default_files(context.places.config_folder)};
  std::vector<std::string> owners;
  for (const std::string& file : context.options.files) {
    if (file != "-") {
      owners.push_back(owner_of(file, context.environment.working_directory));
      continue;
    }
    SourceRequest request = source_request(context);
    request.files = {"-"};
    const Result<std::vector<SourceFile>> sources = load_sources(request);
    if (!sources.ok())
      return sources.error();
    owners.push_back(sources->front().owner);
  }
  return owners;
}

bool is_runtime_owner(const Context& context, const std::string& owner)
{
  return parent_folder(owner) == owner_of(context.places.runtime_config_folder, "/");
}

bool is_runtime(const Context& context)
{
  const std::vector<std::string>& files = context.options.files;
  return !files.empty() && std::all_of(files.begin(), files.end(), [&](const std::string& file) {
    return file != "-"
           && is_runtime_owner(context, owner_of(file, context.environment.working_directory));
  });
}

std::string options_as_given(const Context& context)
{
  std::string options = scope_as_given(context);
  for (const std::string& file : context.options.files)
    options += " -c " + shell_word(file);
  return options;
}

// A value comes from standard input: the configuration cannot, then.
SecretStore secret_store(const Context& context)
{
  std::string options = scope_as_given(context);
  for (const std::string& file : context.options.files)
    options += file == "-" ? "" : " -c " + shell_word(file);
  return SecretStore({.config_folder = context.places.config_folder,
                      .owner = context.environment.uid,
                      .options = std::move(options)});
}

} // namespace mcpctl
