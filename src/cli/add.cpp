// add: a server from the command line, in a file of its own.

#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/folder_access.hpp"
#include "cli/hints.hpp"
#include "cli/own_change.hpp"
#include "cli/site.hpp"
#include "cli/taken_ports.hpp"
#include "cli/verbs.hpp"
#include "config/option_value.hpp"
#include "config/shell_words.hpp"
#include "config/sources.hpp"
#include "config/toml_text.hpp"
#include "config/written_file.hpp"
#include "report/shell_words.hpp"
#include "units/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

namespace mcpctl {

namespace {

using Words = std::vector<std::string>;

struct Given
{
  Words names;
  Words command;
  Words env;
  std::map<std::string_view, Words> keys; // of key_table()
  bool runtime = false;
  bool replace = false;
  ApplyRequest apply;
};

Error usage(std::string what, std::string mend = "")
{
  return {ExitCode::usage, std::move(what), std::move(mend)};
}

Result<std::string> name_of(const Given& given)
{
  if (given.command.empty()) {
    Words words = given.names;
    words.insert(words.begin() + (words.empty() ? 0 : 1), "--");
    if (given.names.size() < 2)
      words.emplace_back("PROGRAM");
    if (given.names.empty())
      words.insert(words.begin(), "NAME");
    return usage("add wants the command of the server behind --",
                 "mcpctl add " + join_shell_words(words));
  }
  const std::string mend = "mcpctl add NAME -- " + join_shell_words(given.command);
  if (given.names.empty())
    return usage("add wants a name for the server", mend);
  if (given.names.size() > 1) {
    return usage(fmt::format("add takes one name, not {}: {}", given.names.size(),
                             join_shell_words(given.names)),
                 mend);
  }
  const Result<ServerName> name = ServerName::parse(given.names.front());
  if (!name.ok())
    return usage(fmt::format("server name \"{}\" {}", given.names.front(), name.error().what),
                 mend);
  return given.names.front();
}

// TOML is UTF-8, and so is what systemd takes.
Status require_text(const Given& given)
{
  for (std::size_t i = 0; i < given.command.size(); ++i) {
    if (!is_systemd_text(given.command[i]))
      return usage(fmt::format("command: word {} is no UTF-8: systemd cannot carry it", i + 1));
  }
  if (!std::all_of(given.env.begin(), given.env.end(), is_systemd_text))
    return usage("-e: a value is no UTF-8: systemd cannot carry it");
  for (const auto& [key, values] : given.keys) {
    if (!std::all_of(values.begin(), values.end(), is_systemd_text))
      return usage(option_name(key) + ": a value is no UTF-8: systemd cannot carry it");
  }
  return Nothing{};
}

// Programs, and paths among their arguments, mean what they mean in the shell. Where the server's
// user has no access to the folder of whoever calls, it is the state folder, which is no key.
Result<std::string> default_folder(const Context& context, const Given& given)
{
  const std::string& folder = context.environment.working_directory;
  const auto user = given.keys.find("user");
  const bool other =
      user != given.keys.end() && !user->second.empty() && context.scope == Scope::system;
  if (other && user->second.back() == "dynamic")
    return std::string();
  if (folder.empty())
    return usage("the current folder is gone, and the server would run in it", "--cwd=FOLDER");
  if (!other || may_enter(folder, user->second.back()))
    return folder;
  if (!context.options.quiet) {
    fmt::print(stderr,
               "{} may not enter {}: the server runs in its state folder; --cwd=FOLDER "
               "says otherwise\n",
               user->second.back(), folder);
  }
  return std::string();
}

Result<std::vector<WrittenKey>> keys_of(const Context& context, const Given& given)
{
  std::vector<WrittenKey> keys;
  for (const KeySpec& key : key_table()) {
    const std::string name(key.name);
    const auto found = given.keys.find(key.name);
    const bool is_given = found != given.keys.end() && !found->second.empty();
    if (name == "command") {
      keys.push_back({name, toml_array(given.command), "command"});
    } else if (name == "env" && !given.env.empty()) {
      const std::optional<std::string> table = option_table(given.env);
      if (!table)
        return usage("-e wants NAME=VALUE");
      keys.push_back({name, *table, "-e"});
    } else if (name == "headers" && is_given && !found->second.front().starts_with('{')) {
      const std::optional<std::string> table = option_table(found->second);
      if (!table)
        return usage("--headers wants NAME=VALUE");
      keys.push_back({name, *table, "--headers"});
    } else if (is_given) {
      keys.push_back({name, option_value(key, found->second, context.environment.working_directory),
                      option_name(name)});
    } else if (name == "cwd") {
      const Result<std::string> folder = default_folder(context, given);
      if (!folder.ok())
        return folder.error();
      if (!folder->empty())
        keys.push_back({name, toml_string(*folder), "the current folder"});
    }
  }
  return keys;
}

// What of the same name is there already.
struct Present
{
  Origin origin;
  bool replaceable = false; // mcpctl wrote its file, which holds nothing else
  bool runtime = false;     // until the next reboot
};

Present present_at(const Context& context, const Origin& origin, const OwnFile& file)
{
  const auto own = find_own_file(context, origin.file);
  return {.origin = origin,
          .replaceable =
              own && own->file.path() == file.path() && servers_in(own->text).size() == 1,
          .runtime = own && own->file.runtime};
}

// Configured in the default files, or installed from a file that still exists.
std::optional<Present> find_present(const Context& context, const std::string& server,
                                    const OwnFile& file)
{
  const std::vector<InstalledUnit> units = installed_units_of(context, server);
  Context defaults = context;
  defaults.options.files.clear();
  const std::string default_owner = owner_of_default_files(context.places.config_folder);
  if (has_default_files(context.places.config_folder)) {
    const Result<LoadedConfiguration> loaded = load_configuration(defaults, {});
    if (loaded.ok()) {
      for (const Server& each : loaded->configuration.servers) {
        if (each.name.str() == server)
          return present_at(context, each.origin, file);
      }
    }
  }
  for (const InstalledUnit& unit : units) {
    const bool leaves = !file.runtime && unit.marker.owner == default_owner;
    if (!leaves && owner_exists(unit.marker.owner))
      return present_at(context, unit.marker.origin, file);
  }
  return std::nullopt;
}

Status require_free(const Context& context, const std::string& server, const OwnFile& file,
                    bool replace)
{
  const std::optional<Present> present = find_present(context, server, file);
  if (!present || (replace && present->replaceable))
    return Nothing{};
  const std::string remove = "mcpctl remove " + server;
  std::string mend = "change it there, or give another name";
  if (present->replaceable)
    mend = fmt::format("add --replace, {}, or another name", remove);
  else if (present->runtime)
    mend = fmt::format("mcpctl save {}, {}, or another name", server, remove);
  return usage(fmt::format("there is a server {} already, at {}:{}", server,
                           shown_path(context, present->origin.file), present->origin.line),
               std::move(mend));
}

// The text that is there, where it may be written over.
Result<std::optional<std::string>> text_before(const Context& context, const OwnFile& file,
                                               const std::string& name)
{
  std::error_code failure;
  if (!std::filesystem::exists(std::filesystem::symlink_status(file.path(), failure)))
    return std::optional<std::string>();
  const auto own = find_own_file(context, file.path());
  // One that says nothing is what a remove left that was killed.
  if (own && (servers_in(own->text) == Words{name} || says_nothing(own->text)))
    return std::optional(own->text);
  return usage(
      fmt::format("{} exists already, and says something else", shown_path(context, file.path())),
      "give another name, or move the file away");
}

// All errors at once, told of the options; nothing is written yet.
Status check(const Context& context, const SourceFile& source, const WrittenServer& server)
{
  const Result<Connection> connection = connect(context);
  const Result<Installed> installed =
      read_installed(connection.ok() ? connection->folders : default_folders(context));
  const Result<LoadedConfiguration> loaded =
      load_configuration(context, {.needs_secrets = true,
                                   .installed = installed.ok() ? &installed.value() : nullptr,
                                   .unwritten = &source});
  if (!loaded.ok())
    return loaded.error();
  Diagnostics found = loaded->configuration.diagnostics;
  const Diagnostics taken =
      installed.ok()
          ? taken_ports(context, server.full_name, loaded->configuration, *installed, "--port")
          : Diagnostics{};
  if (!has_errors(found) && taken.empty())
    return connection.ok() ? Status(Nothing{}) : connection.error();
  std::erase_if(found, [&](const Diagnostic& each) {
    return each.severity == Severity::warning && each.place.file != source.shown;
  });
  complain(as_typed(context, as_options(found, server, source.shown)));
  complain(as_typed(context, taken));
  return usage("nothing was changed");
}

void say_what_stays(const Context& context, const WrittenServer& server, bool runtime,
                    ExitCode code)
{
  if (context.options.quiet)
    return;
  std::fflush(stdout);
  const std::string& name = server.full_name;
  if (code == ExitCode::failed) {
    fmt::print(stderr,
               "{} stays; to take it away: {} remove {}; to try another command: {} add "
               "--replace\n",
               name, server.mcpctl, name, server.mcpctl);
  } else if (runtime) {
    fmt::print(stderr, "{} is gone at the next reboot; to keep it: {} save {}\n", name,
               server.mcpctl, name);
  }
}

// What is replaced may run under a profile, which its new file has not: that is what was asked for.
ApplyRequest apply_request(const Context& context, const Given& given, const std::string& server)
{
  ApplyRequest request = given.apply;
  for (const InstalledUnit& unit : installed_units_of(context, server)) {
    if (given.replace && !unit.marker.profile.empty())
      request.profile = "none";
  }
  return request;
}

Result<ExitCode> add(const Context& context, const Given& given)
{
  if (!context.options.files.empty()) {
    return usage("add takes no -c: it writes a file of its own, and leaves those that are written "
                 "by hand alone",
                 fmt::format("mcpctl -c {} edit", shell_word(context.options.files.front())));
  }
  const Result<std::string> name = name_of(given);
  if (!name.ok())
    return name.error();
  if (const Status text = require_text(given); !text.ok())
    return text.error();
  const Result<std::vector<WrittenKey>> keys = keys_of(context, given);
  if (!keys.ok())
    return keys.error();
  Result<OwnFolders> folders = OwnFolders::lock(context);
  if (!folders.ok())
    return folders.error();
  const std::string project = default_project(context);
  const WrittenServer server{.name = *name,
                             .project = given.runtime ? project : "",
                             .mcpctl = "mcpctl" + scope_as_given(context),
                             .full_name = in_project(project, *name),
                             .keys = *keys};
  const OwnFile file = own_file(context, *name, given.runtime);
  if (const Status free = require_free(context, server.full_name, file, given.replace); !free.ok())
    return free.error();
  const Result<std::optional<std::string>> before = text_before(context, file, *name);
  if (!before.ok())
    return before.error();
  const std::string text = written_text(server);
  const Context own = context_of(context, file);
  if (const Status good = check(own, as_source(context, file, text), server); !good.ok())
    return good.error();
  const OwnChange change{
      .file = file, .text = text, .before = *before, .server = server.full_name, .moved_from = {}};
  Result<ExitCode> code =
      write_and_apply(context, *folders, {change}, apply_request(context, given, server.full_name));
  if (code.ok() && !given.apply.dry_run)
    say_what_stays(context, server, given.runtime, *code);
  return code;
}

// As a placeholder, "always|on-failure|no".
std::string placeholder_of(const KeySpec& key)
{
  std::string choices(option_choices(key));
  std::replace(choices.begin(), choices.end(), ' ', '|');
  return choices.empty() ? "VALUE" : choices;
}

// To a shell everything is a string.
std::string help_of(const KeySpec& key)
{
  constexpr std::string_view type = "a string, ";
  return std::string(key.expected.starts_with(type) ? key.expected.substr(type.size())
                                                    : key.expected);
}

void declare_keys(Options& options, Given& given)
{
  for (const KeySpec& key : key_table()) {
    if (key.name == "command" || key.name == "args" || key.name == "env")
      continue;
    Words& values = given.keys[key.name];
    const std::string name = option_name(key.name);
    const std::string choices = placeholder_of(key);
    if (key.name == "type")
      options.verbatim("-t,--type,--transport", choices, values,
                       "how clients reach it (default none: any program)");
    else if (key.name == "user" || !key.supported)
      options.verbatim(name + "=", "", values, "");
    else
      options.verbatim(name, choices, values, choices == "VALUE" ? help_of(key) : "");
  }
}

} // namespace

Run declare_add(Options& options)
{
  auto given = std::make_shared<Given>();
  options.arguments("NAME", given->names, "the server's name; its command follows --", false);
  options.rest(given->command);
  options.flag("--runtime", given->runtime, "until the next reboot, or last logout");
  options.flag("--replace", given->replace, "write its file anew, where add wrote it before");
  options.flag("--dry-run", given->apply.dry_run, "print the plan and stop");
  options.value("--wait", "SPAN", given->apply.wait, "wait so long for it to be up (default 30s)");
  options.flag("--no-wait", given->apply.no_wait, "end as soon as systemd has done the jobs");
  options.exclude("--wait", "--no-wait");
  options.verbatim("-e,--env", "NAME=VALUE", given->env, "a variable of its environment");
  declare_keys(options, *given);
  options.note(
      "Every key of mcp.toml(5) is an option; --user=NAME is the account that it runs as.\n"
      "What stands behind -- is the command, word for word.");
  return [given](Context& context) { return add(context, *given); };
}

} // namespace mcpctl
