#include "cli/import_apply.hpp"

#include "cli/apply.hpp"
#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/import_file.hpp"
#include "config/paths.hpp"
#include "config/real_files.hpp"
#include "config/sources.hpp"
#include "report/shell_words.hpp"
#include "store/secrets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace mcpctl {

namespace {

SecretStore store_of(const Context& context)
{
  return SecretStore({.config_folder = context.places.config_folder,
                      .owner = context.environment.uid,
                      .options = options_as_given(context)});
}

// A secret under the name that its server has here.
struct NamedSecret
{
  ServerName server;
  SecretName key;
  std::string value; // empty: not known
};

Result<std::vector<NamedSecret>> named(const std::vector<ImportedSecret>& secrets,
                                       const std::string& project)
{
  std::vector<NamedSecret> all;
  for (const ImportedSecret& secret : secrets) {
    const Result<ServerName> server = ServerName::parse(project + secret.server);
    const Result<SecretName> key = SecretName::parse(secret.key);
    if (!server.ok() || !key.ok()) {
      return Error{ExitCode::usage,
                   fmt::format("{}: the secret \"{}\" {}", secret.server, secret.key,
                               key.ok() ? server.error().what : key.error().what),
                   ""};
    }
    all.push_back({*server, *key, secret.value});
  }
  return all;
}

// When the file was last written; nothing of standard input.
std::optional<RealTime> written_at(const SourceFile& source)
{
  struct stat about = {};
  if (source.path == "-" || ::stat(source.path.c_str(), &about) != 0)
    return std::nullopt;
  return RealTime(std::chrono::seconds(about.st_mtim.tv_sec)
                  + std::chrono::microseconds(about.st_mtim.tv_nsec / 1000));
}

// Whether another value than the file's is kept already, and was set since the file was written:
// what has been renewed here does not become old again.
bool is_renewed(const SecretStore& store, const NamedSecret& secret,
                const std::optional<RealTime>& file_written)
{
  const Result<std::string> kept =
      real_file_view().read(store.path_of(secret.server, secret.key, Delivery::file));
  if (!kept.ok() || secret.value.empty() || *kept == secret.value)
    return false;
  const Result<std::vector<StoredSecret>> stored = store.list(secret.server);
  if (!stored.ok())
    return false;
  return std::any_of(stored->begin(), stored->end(), [&](const StoredSecret& one) {
    return one.name == secret.key && (!file_written || one.set_at > *file_written);
  });
}

// Takes the values out of those that are to stay as they are, and says so.
void leave_renewed(const SecretStore& store, const SourceFile& source,
                   std::vector<NamedSecret>& secrets)
{
  const std::optional<RealTime> file_written = written_at(source);
  for (NamedSecret& secret : secrets) {
    if (!is_renewed(store, secret, file_written))
      continue;
    std::fflush(stdout);
    fmt::print(stderr, "mcpctl: {}: {} was set after {} was written, and stays; to change it: {}\n",
               secret.server.str(), secret.key.str(), source.shown,
               store.set_command(secret.server, secret.key));
    secret.value.clear();
  }
}

// "blog." where the default files are those of a project.
std::string project_prefix(const Configuration& configuration, const ImportRequest& request,
                           const std::string& file)
{
  const std::string& first = request.imported.servers.front();
  for (const Server& server : configuration.servers) {
    const std::string& name = server.name.str();
    if (server.origin.file == file && name.ends_with("." + first))
      return name.substr(0, name.size() - first.size());
  }
  return "";
}

// Secrets that are set, and how to put back what was there.
class SecretChanges
{
public:
  explicit SecretChanges(SecretStore store) : store_(std::move(store)) {}

  Status set(const NamedSecret& secret)
  {
    const std::string path = store_.path_of(secret.server, secret.key, Delivery::file);
    const Result<std::string> before = real_file_view().read(path);
    const Result<bool> done = store_.set(secret.server, secret.key, secret.value);
    if (!done.ok())
      return done.error();
    if (*done)
      undo_.push_back({secret.server, secret.key, before.ok() ? *before : ""});
    return Nothing{};
  }

  void put_back()
  {
    for (const NamedSecret& secret : undo_) {
      const Result<bool> done = secret.value.empty()
                                    ? store_.remove(secret.server, secret.key)
                                    : store_.set(secret.server, secret.key, secret.value);
      if (!done.ok())
        complain(done.error());
    }
    undo_.clear();
  }

  [[nodiscard]] std::size_t count() const { return undo_.size(); }

private:
  SecretStore store_;
  std::vector<NamedSecret> undo_;
};

SourceFile as_source(const Context& context, const ImportRequest& request, const std::string& file)
{
  const std::string& folder = context.places.config_folder;
  const bool is_default = parent_folder(file) == folder + "/mcp.d" || file == folder + "/mcp.toml";
  return {.path = file,
          .shown = file + " (not written)",
          .owner = is_default ? owner_of_default_files(folder) : owner_of(file, "/"),
          .is_default = is_default,
          .text = request.imported.toml};
}

// The secrets that nobody knows, but those that were set before.
Status require_known(const SecretStore& store, const std::vector<NamedSecret>& secrets)
{
  bool is_missing = false;
  for (const NamedSecret& secret : secrets) {
    if (!secret.value.empty() || store.check(secret.server, secret.key, Delivery::environment).ok())
      continue;
    complain(
        Error{ExitCode::usage,
              fmt::format("{}: its secret {} stands neither in the file nor in the environment",
                          secret.server.str(), secret.key.str()),
              store.set_command(secret.server, secret.key)});
    is_missing = true;
  }
  if (is_missing)
    return Error{ExitCode::usage, "nothing was changed", ""};
  return Nothing{};
}

void say_next(const Context& context, const ImportRequest& request)
{
  const Format format = request.imported.format;
  if (context.options.quiet || context.options.json || format == Format::one_a_line
      || format == Format::pm2)
    return;
  const std::string_view client = name_of(
      format == Format::lm_studio ? Format::claude_desktop : format); // their files are alike
  fmt::print("next: mcpctl{} export --for {} --write\n", options_as_given(context), client);
}

// What to do about what is refused: nothing is written then.
std::string mend_by_hand(const Context& context, const ImportRequest& request,
                         const std::string& how)
{
  return fmt::format("mcpctl{} import {} -o mine.toml, {}, and mcpctl{} -c mine.toml apply",
                     scope_as_given(context), shell_word(request.source.shown), how,
                     scope_as_given(context));
}

// Servers of the configuration may run under a profile, which is kept as long as it has it.
std::optional<std::string> profile_to_keep(const Installed& installed,
                                           const LoadedConfiguration& loaded)
{
  const Configuration& configuration = loaded.configuration;
  for (const InstalledUnit& unit : installed.units) {
    const std::string& profile = unit.marker.profile;
    const bool is_of_it = std::find(loaded.owners.begin(), loaded.owners.end(), unit.marker.owner)
                          != loaded.owners.end();
    if (!is_of_it || profile.empty() || profile == configuration.profile)
      continue;
    if (configuration.profiles.contains(profile))
      return profile;
    return configuration.profile.empty() ? "none" : configuration.profile;
  }
  return std::nullopt;
}

// How the import is to be applied.
ApplyRequest apply_request(const ImportRequest& request, const std::string& project,
                           const Result<Installed>& installed, const LoadedConfiguration& loaded)
{
  ApplyRequest apply;
  for (const std::string& server : request.imported.stopped)
    apply.left_stopped.push_back(project + server);
  if (installed.ok())
    apply.profile = profile_to_keep(*installed, loaded);
  return apply;
}

// Writes, applies, and takes back what was written where nothing came of it.
Result<ExitCode> carry_out(Context& context, const ImportRequest& request, const SourceFile& source,
                           const std::vector<NamedSecret>& secrets, ApplyRequest apply)
{
  ImportFile file(source.path);
  Result<bool> written = file.write(source.text, request.replace);
  if (!written.ok())
    return written.error();
  SecretChanges changes(store_of(context));
  bool accepted = false;
  const auto put_back = [&] {
    changes.put_back();
    file.put_back();
  };
  for (const NamedSecret& secret : secrets) {
    const Status set = secret.value.empty() ? Status(Nothing{}) : changes.set(secret);
    if (!set.ok()) {
      put_back();
      return set.error();
    }
  }
  if (!source.is_default)
    context.options.files = {source.path};
  apply.mend_of_refusal = mend_by_hand(context, request, "mend it")
                          + " (--take-over moves servers of another file there)";
  apply.accepted = [&] {
    accepted = true;
    if (!context.options.quiet && !context.options.json)
      fmt::print("{} {}, {} secret{} set\n", *written ? "wrote" : "unchanged:", source.path,
                 changes.count(), changes.count() == 1 ? "" : "s");
  };
  Result<ExitCode> applied = run_apply(context, apply);
  if (!applied.ok() && !accepted)
    put_back();
  else if (applied.ok())
    say_next(context, request);
  if (accepted && !context.options.quiet)
    file.tell_of_old();
  return applied;
}

} // namespace

Result<ExitCode> set_secrets(const Context& context, const SourceFile& source,
                             const Imported& imported)
{
  Result<std::vector<NamedSecret>> secrets = named(imported.secrets, "");
  if (!secrets.ok())
    return secrets.error();
  const SecretStore store = store_of(context);
  std::fflush(stdout);
  leave_renewed(store, source, *secrets);
  for (const NamedSecret& secret : *secrets) {
    if (secret.value.empty() && store.check(secret.server, secret.key, Delivery::environment).ok())
      continue; // it is set, and stays
    if (secret.value.empty()) {
      fmt::print(stderr, "mcpctl: {}: {} is not known; to set it: {}\n", secret.server.str(),
                 secret.key.str(), store.set_command(secret.server, secret.key));
      continue;
    }
    const Result<bool> done = store.set(secret.server, secret.key, secret.value);
    if (!done.ok())
      return done.error();
    if (!context.options.quiet)
      fmt::print(stderr, "mcpctl: {}: set {}\n", secret.server.str(), secret.key.str());
  }
  return ExitCode::done;
}

ExitCode mention_secrets(const Context& context, const Imported& imported)
{
  const std::size_t count = imported.secrets.size();
  if (count > 0 && !context.options.quiet)
    fmt::print(stderr,
               "mcpctl: {} secret{} not in it; --with-secrets keeps {}, or the commands in it do\n",
               count, count == 1 ? " is" : "s are", count == 1 ? "it" : "them");
  return ExitCode::done;
}

Result<ExitCode> apply_import(Context& context, const ImportRequest& request)
{
  if (request.imported.servers.empty()) {
    return Error{ExitCode::usage,
                 fmt::format("no server of {} runs on this machine: there is nothing to apply",
                             request.source.shown),
                 ""};
  }
  if (!request.imported.unfilled.empty()) {
    complain(request.imported.unfilled);
    return Error{ExitCode::usage, "nothing was changed",
                 mend_by_hand(context, request, "fill it in")};
  }
  const Result<std::string> path = file_of_import(context, request);
  if (!path.ok())
    return path.error();
  const SourceFile file = as_source(context, request, *path);
  const Result<Installed> installed = read_installed(default_folders(context));
  const Result<LoadedConfiguration> loaded = load_configuration(
      context, {.installed = installed.ok() ? &installed.value() : nullptr, .unwritten = &file});
  if (!loaded.ok())
    return loaded.error();
  if (has_errors(loaded->configuration.diagnostics)) {
    Error error = report_problems(context, loaded->configuration).error();
    error.mend = mend_by_hand(context, request, "mend it");
    return error;
  }
  const std::string project = project_prefix(loaded->configuration, request, file.path);
  Result<std::vector<NamedSecret>> secrets = named(request.imported.secrets, project);
  if (!secrets.ok())
    return secrets.error();
  leave_renewed(store_of(context), request.source, *secrets);
  if (const Status known = require_known(store_of(context), *secrets); !known.ok())
    return known.error();
  return carry_out(context, request, file, *secrets,
                   apply_request(request, project, installed, *loaded));
}

} // namespace mcpctl
