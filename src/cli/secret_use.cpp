#include "cli/secret_use.hpp"

#include "cli/apply.hpp"
#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/observation.hpp"
#include "config/nearest.hpp"
#include "config/sources.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <unistd.h>

namespace mcpctl {

namespace {

void say(const Context& context, const std::string& words)
{
  std::fflush(stdout);
  if (!context.options.quiet)
    fmt::print(stderr, "{}\n", words);
}

std::string as_listed(const ChangedSecret& secret)
{
  return secret.only_as_file ? fmt::format("{{ {} = {{ file = true }} }}", secret.name.str())
                             : fmt::format("\"{}\"", secret.name.str());
}

// The server that may be meant: with its project's prefix, or spelt alike.
std::optional<std::string_view> meant(const ServerName& given, const std::vector<Server>& servers)
{
  std::vector<std::string_view> names;
  for (const Server& server : servers) {
    names.push_back(server.name.str());
    if (names.back().ends_with("." + given.str()))
      return names.back();
  }
  return nearest_word(given.str(), names);
}

void mention_unknown(const Context& context, const ChangedSecret& secret,
                     const Configured& configured)
{
  if (configured.not_judged) {
    say(context, fmt::format("whether a server uses it could not be judged: {}",
                             configured.not_judged->what));
    return;
  }
  const auto near = meant(secret.server, configured.servers);
  say(context,
      fmt::format("no server {} is configured yet{}; to use it, write in its table: secrets = [{}]",
                  secret.server.str(), near ? fmt::format(" (did you mean {}?)", *near) : "",
                  as_listed(secret)));
}

// What to write where the configuration does not take the secret as it is.
void mention_listing(const Context& context, const ChangedSecret& secret, const Server& server)
{
  const auto listed = std::find_if(server.secrets.begin(), server.secrets.end(),
                                   [&](const Secret& one) { return one.name == secret.name; });
  const std::string place = fmt::format("{}:{}", server.origin.file, server.origin.line);
  if (listed == server.secrets.end()) {
    say(context, fmt::format("{}: {} does not list it; {}", place, secret.server.str(),
                             server.secrets.empty()
                                 ? fmt::format("write: secrets = [{}]", as_listed(secret))
                                 : fmt::format("add to its secrets: {}", as_listed(secret))));
  } else if (secret.only_as_file && listed->delivery == Delivery::environment) {
    warn(fmt::format("{}: the value {}, so {} can get it as a file only; write: {}", place,
                     *secret.only_as_file, secret.server.str(), as_listed(secret)));
  }
}

// What there is of the server, with its state.
struct Presence
{
  std::vector<InstalledUnit> units;
  std::vector<ServerState> states; // of these, in that order, or of what is not applied
};

Result<Presence> presence_of(const Context& context, const ServerName& server)
{
  Result<Connection> connection = connect(context);
  if (!connection.ok())
    return connection.error();
  Result<Installed> installed = read_installed(connection->folders);
  if (!installed.ok())
    return installed.error();
  std::erase_if(installed->units,
                [&](const InstalledUnit& unit) { return unit.marker.id.server != server; });
  Result<Observed> observed = observe_servers(context, *connection, *installed);
  if (!observed.ok())
    return observed.error();
  std::erase_if(observed->servers,
                [&](const ServerState& state) { return state.id.server != server; });
  return Presence{std::move(installed->units), std::move(observed->servers)};
}

// Whether the unit, as it is installed, is given the secret.
bool takes(const InstalledUnit& unit, const SecretName& name)
{
  const std::string mark = fmt::format("# secret {}: ", name.str());
  return std::any_of(unit.files.begin(), unit.files.end(), [&](const UnitFile& file) {
    return file.path.ends_with(".env") && file.text.find(mark) != std::string::npos;
  });
}

bool runs_or_failed(const ServerState& state)
{
  return state.active_state != "inactive" && !state.active_state.empty();
}

// Those that stay up and have not got the value.
std::vector<std::size_t> left_behind(const Presence& presence, const SecretName& name)
{
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < presence.units.size(); ++i) {
    const ServerState& state = presence.states[i];
    const bool stale = state.stale.value_or(takes(presence.units[i], name));
    if (stale && state.type != ServerType::stdio && runs_or_failed(state))
      found.push_back(i);
  }
  return found;
}

void mention_sessions(const Context& context, const Presence& presence, const SecretName& name)
{
  for (std::size_t i = 0; i < presence.units.size(); ++i) {
    const ServerState& state = presence.states[i];
    if (!state.sessions.empty() && takes(presence.units[i], name)) {
      say(context,
          fmt::format("new sessions of {0} get it; to end the {1} that {2}: "
                      "mcpctl{3} restart --sessions {0}",
                      to_string(state.id), state.sessions.size(),
                      state.sessions.size() == 1 ? "runs" : "run", options_as_given(context)));
    }
  }
}

bool agreed(const std::string& question)
{
  fmt::print(stderr, "{} [Y/n] ", question);
  const int answer = std::getchar();
  for (int c = answer; c != '\n' && c != EOF;)
    c = std::getchar();
  return answer != EOF && answer != 'n' && answer != 'N';
}

// An apply of this server alone brings it the value, and knows from then on that it has it.
struct Restart
{
  ApplyRequest request;
  Context context;
  std::string command;
};

Restart restart_of(const Context& context, const Presence& presence, std::size_t unit)
{
  const ServerState& state = presence.states[unit];
  const std::string name = state.id.server.str();
  const std::string& profile = presence.units[unit].marker.profile;
  Restart restart{
      .request = {.only = {name}},
      .context = context,
      .command = fmt::format("mcpctl{} apply --only {}", apply_options(context, {state}), name)};
  if (!profile.empty()) {
    restart.request.profile = profile;
    restart.command += " --profile " + profile;
  }
  if (context.options.files.empty()
      && state.owner != owner_of_default_files(context.places.config_folder))
    restart.context.options.files = {state.owner};
  return restart;
}

Result<ExitCode> offer_restart(const Context& context, const Presence& presence,
                               const std::vector<std::size_t>& units, bool agreed_already)
{
  std::string names;
  for (const std::size_t i : units)
    names += (names.empty() ? "" : ", ") + to_string(presence.states[i].id);
  const ServerState& first = presence.states[units.front()];
  if (!first.stale) {
    // Its configuration cannot be read; systemd reads the secret anew all the same.
    say(context, fmt::format("{} runs without the new value: mcpctl{} restart {}", names,
                             options_as_given(context), first.id.server.str()));
    return ExitCode::done;
  }
  Restart restart = restart_of(context, presence, units.front());
  const bool can_ask = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1;
  if (!agreed_already)
    say(context, fmt::format("must restart to get it: {}; {}", names, restart.command));
  if (!agreed_already && (!can_ask || !agreed("restart now?")))
    return ExitCode::done;
  return run_apply(restart.context, restart.request);
}

} // namespace

Result<ExitCode> follow_set(const Context& context, const ChangedSecret& secret, bool restart)
{
  const Result<Installed> installed = read_installed(default_folders(context));
  if (!installed.ok())
    return installed.error();
  const Configured configured = configured_servers(context, *installed);
  const auto server = std::find_if(configured.servers.begin(), configured.servers.end(),
                                   [&](const Server& one) { return one.name == secret.server; });
  if (server == configured.servers.end())
    mention_unknown(context, secret, configured);
  else
    mention_listing(context, secret, *server);
  const Result<Presence> presence = presence_of(context, secret.server);
  if (!presence.ok()) {
    const bool any = std::any_of(
        installed->units.begin(), installed->units.end(),
        [&](const InstalledUnit& unit) { return unit.marker.id.server == secret.server; });
    if (any)
      say(context, fmt::format("what runs cannot be seen: {}", presence.error().what));
    return ExitCode::done;
  }
  mention_sessions(context, *presence, secret.name);
  const std::vector<std::size_t> behind = left_behind(*presence, secret.name);
  if (!behind.empty())
    return offer_restart(context, *presence, behind, restart);
  if (presence->units.empty() && !presence->states.empty())
    say(context, fmt::format("{} is not applied yet: mcpctl{} apply", secret.server.str(),
                             options_as_given(context)));
  return ExitCode::done;
}

void mention_kept(const Context& context, const ServerName& server)
{
  const Result<std::vector<StoredSecret>> stored = secret_store(context).list(server);
  if (!stored.ok())
    return;
  for (const StoredSecret& secret : *stored)
    say(context, fmt::format("its secret {1} is kept; to remove it: mcpctl{2} secret rm {0} {1}",
                             server.str(), secret.name.str(), options_as_given(context)));
}

void mention_need(const Context& context, const ChangedSecret& secret)
{
  const Result<Installed> installed = read_installed(default_folders(context));
  if (!installed.ok())
    return;
  for (const Server& server : configured_servers(context, *installed).servers) {
    const bool needs = server.name == secret.server
                       && std::any_of(server.secrets.begin(), server.secrets.end(),
                                      [&](const Secret& one) { return one.name == secret.name; });
    if (needs)
      warn(fmt::format("{}:{}: {} needs it, and cannot start again without; to set it: {}",
                       server.origin.file, server.origin.line, secret.server.str(),
                       secret_store(context).set_command(secret.server, secret.name)));
  }
}

} // namespace mcpctl
