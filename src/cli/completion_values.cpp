#include "cli/completion_values.hpp"

#include "cli/configuration.hpp"
#include "cli/observation.hpp"
#include "cli/selection.hpp"
#include "config/content.hpp"
#include "config/sources.hpp"
#include "exchange/client.hpp"
#include "exchange/foreign.hpp"
#include "model/signal.hpp"

#include <fmt/format.h>

#include <csignal>
#include <set>
#include <sstream>

namespace mcpctl {

namespace {

using Candidates = std::vector<Candidate>;

std::vector<InstalledUnit> installed_units(const Context& context)
{
  Result<Installed> installed = installed_in_scope(context, default_folders(context));
  return installed.ok() ? std::move(installed->units) : std::vector<InstalledUnit>{};
}

// Names, instances where there are several, tags, and the word for all; for save only of servers
// that are not persistent.
Candidates selectors(const Context& context, const std::string& verb)
{
  Candidates words;
  std::set<std::string> tags;
  std::set<ServerName> servers;
  for (const InstalledUnit& unit : installed_units(context)) {
    const Marker& marker = unit.marker;
    if (verb == "save" && unit.where != Where::runtime)
      continue;
    if (servers.insert(marker.id.server).second)
      words.push_back({marker.id.server.str(), marker.written});
    if (marker.id.index)
      words.push_back({to_string(marker.id), ""});
    tags.insert(marker.tags.begin(), marker.tags.end());
  }
  for (const std::string& tag : tags)
    words.push_back({"@" + tag, "servers with this tag"});
  if (!servers.empty())
    words.push_back({"all", "every server"});
  return words;
}

Candidates names(const Context& context, const std::string& verb)
{
  Candidates words;
  std::set<ServerName> servers;
  if (verb == "add")
    return words;
  for (const InstalledUnit& unit : installed_units(context)) {
    const bool is_stdio = unit.marker.type == ServerType::stdio;
    const bool fits = verb == "connect" ? is_stdio : verb != "scale" || !is_stdio;
    if (fits && servers.insert(unit.marker.id.server).second)
      words.push_back({unit.marker.id.server.str(), unit.marker.written});
  }
  return words;
}

Candidates clients()
{
  Candidates words;
  for (const ClientProgram& client : all_clients())
    words.push_back({std::string(client.name), std::string(client.title)});
  return words;
}

// "TERM", or "SIGTERM" to whom begins so.
Candidates signals(std::string_view typed)
{
  Candidates words;
  const bool whole = typed.starts_with("SI");
  for (const int signal :
       {SIGHUP, SIGINT, SIGTERM, SIGKILL, SIGUSR1, SIGUSR2, SIGQUIT, SIGSTOP, SIGCONT, SIGWINCH}) {
    words.push_back({signal_name(signal).substr(3), ""});
    if (whole)
      words.push_back({signal_name(signal), ""});
  }
  return words;
}

Candidates formats()
{
  Candidates words;
  for (const Format format : all_formats())
    words.push_back({std::string(name_of(format)), std::string(title_of(format))});
  return words;
}

void add_profiles(const Table& table, std::set<std::string>& names)
{
  const Entry* profiles = table.find("profiles");
  if (profiles == nullptr || profiles->value.table() == nullptr)
    return;
  for (const Entry& profile : profiles->value.table()->entries)
    names.insert(profile.key);
}

// As far as the configuration can be read.
Candidates profiles(const Context& context)
{
  const Result<std::vector<SourceFile>> files =
      load_sources({.folder = context.places.config_folder,
                    .files = context.options.files,
                    .working_directory = context.environment.working_directory,
                    .home = context.environment.home,
                    .standard_input = ""});
  std::set<std::string> names;
  for (const SourceFile& file : files.ok() ? *files : std::vector<SourceFile>{}) {
    if (!file.path.ends_with(".toml"))
      continue;
    const Source source(file, 0);
    Problems problems;
    const FileContent content = read_toml_file(source, problems);
    add_profiles(content.defaults, names);
    for (const Definition& server : content.servers)
      add_profiles(server.table, names);
  }
  Candidates words;
  for (const std::string& name : names)
    words.push_back({name, ""});
  words.push_back({"none", "leave the profile in force"});
  return words;
}

// Of the servers that stand there already, or of all.
Candidates sessions(const Context& context, const std::vector<std::string>& servers)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return {};
  const Result<std::vector<InstalledUnit>> units =
      units_chosen(context, connection->folders, servers);
  if (!units.ok())
    return {};
  const Result<std::vector<ServerState>> states =
      states_of(context, *connection, *units, Detail::whole);
  Candidates words;
  for (const ServerState& server : states.ok() ? *states : std::vector<ServerState>{}) {
    for (const SessionState& session : server.sessions)
      words.push_back({session.invocation_id.substr(0, short_id),
                       fmt::format("{}, user {}", server.id.server.str(), session.user)});
  }
  return words;
}

// "always|on-failure|no"
Candidates choices(const std::string& placeholder)
{
  Candidates words;
  std::istringstream each(placeholder);
  for (std::string word; std::getline(each, word, '|');)
    words.push_back({word, ""});
  return words;
}

Candidates fixed(std::string_view placeholder)
{
  if (placeholder == "ACTION")
    return {{"set", "keep a value"}, {"list", "what is kept"}, {"rm", "forget a value"}};
  if (placeholder == "FORM")
    return {{"short", "as usual"}, {"cat", "the messages alone"}, {"json", "an object a line"}};
  if (placeholder == "T")
    return {{"today", ""}, {"yesterday", ""}, {"-10min", ""}, {"-1h", ""}};
  if (placeholder == "BOOT")
    return {{"0", "the one that runs"}, {"-1", "the one before it"}, {"1", "the first known"}};
  if (placeholder == "LINES")
    return {{"all", "as many as there are"}};
  if (placeholder == "SHELL")
    return {{"bash", ""}, {"zsh", ""}, {"fish", ""}};
  return {};
}

} // namespace

std::vector<Candidate> values_for(const Context& context, const Continuation& expected,
                                  std::string_view placeholder, std::string_view typed)
{
  if (placeholder == "SELECTOR" || (placeholder == "NAME" && expected.verb == "show"))
    return selectors(context, expected.verb);
  if (placeholder == "NAME")
    return names(context, expected.verb);
  if (placeholder == "FILE")
    return {{std::string(any_file), ""}};
  if (placeholder == "COMMAND")
    return {{std::string(any_program), ""}};
  if (placeholder == "CLIENT")
    return clients();
  if (placeholder == "FORMAT")
    return formats();
  if (placeholder == "SIGNAL")
    return signals(typed);
  if (placeholder == "PROFILE")
    return profiles(context);
  if (placeholder == "ID")
    return sessions(context, expected.values);
  return placeholder.find('|') == placeholder.npos ? fixed(placeholder)
                                                   : choices(std::string(placeholder));
}

} // namespace mcpctl
