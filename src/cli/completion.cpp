// completion: scripts for shells. They ask the hidden verb "complete" what fits, so that they never
// lag behind the verbs, and names of servers come from what is installed.

#include "cli/completion_scripts.hpp"
#include "cli/expected.hpp"
#include "cli/selection.hpp"
#include "cli/verbs.hpp"
#include "exchange/client.hpp"
#include "exchange/foreign.hpp"
#include "model/signal.hpp"
#include "model/text.hpp"
#include "store/secrets.hpp"

#include <fmt/format.h>

#include <csignal>
#include <memory>
#include <set>

namespace mcpctl {

namespace {

// What scripts take for "any file".
constexpr const char* files = ":files";

using Candidates = std::vector<Candidate>;

std::vector<InstalledUnit> installed_units(const Context& context)
{
  const Result<Installed> installed = read_installed(default_folders(context));
  return installed.ok() ? installed->units : std::vector<InstalledUnit>{};
}

// Names, instances where there are several, tags, and the word for all.
Candidates selectors(const Context& context)
{
  Candidates words;
  std::set<std::string> tags;
  std::set<ServerName> servers;
  for (const InstalledUnit& unit : installed_units(context)) {
    const Marker& marker = unit.marker;
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
  for (const InstalledUnit& unit : installed_units(context)) {
    const bool fits = verb != "connect" || unit.marker.type == ServerType::stdio;
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

Candidates signals()
{
  Candidates words;
  for (const int signal :
       {SIGHUP, SIGINT, SIGTERM, SIGKILL, SIGUSR1, SIGUSR2, SIGQUIT, SIGSTOP, SIGCONT, SIGWINCH})
    words.push_back({signal_name(signal).substr(3), ""});
  return words;
}

Candidates formats()
{
  Candidates words;
  for (const Format format : all_formats())
    words.push_back({std::string(name_of(format)), std::string(title_of(format))});
  return words;
}

Candidates values_for(const Context& context, const Continuation& expected)
{
  const std::string& placeholder = expected.placeholder;
  if (placeholder == "SELECTOR" || (placeholder == "NAME" && expected.verb == "show"))
    return selectors(context);
  if (placeholder == "NAME")
    return names(context, expected.verb);
  if (placeholder == "FILE")
    return {{files, ""}};
  if (placeholder == "CLIENT")
    return clients();
  if (placeholder == "FORMAT")
    return formats();
  if (placeholder == "SIGNAL")
    return signals();
  if (placeholder == "ACTION")
    return {{"set", "keep a value"}, {"list", "what is kept"}, {"rm", "forget a value"}};
  if (placeholder == "FORM")
    return {{"short", "as usual"}, {"cat", "the messages alone"}, {"json", "an object a line"}};
  if (placeholder == "T")
    return {{"today", ""}, {"yesterday", ""}, {"-10min", ""}, {"-1h", ""}};
  if (placeholder == "SHELL")
    return {{"bash", ""}, {"zsh", ""}, {"fish", ""}};
  return {};
}

ExitCode complete(Context& context, const std::vector<std::string>& words)
{
  const std::string typed = words.empty() ? "" : words.back();
  for (const std::string& word : words) {
    if (word == "--system" || word == "--user")
      context.scope = word == "--system" ? Scope::system : Scope::user;
  }
  context.places = places_of(context.scope, context.environment);
  const Continuation expected = expected_at_end(words);
  Candidates candidates = expected.words;
  for (Candidate& value : values_for(context, expected))
    candidates.push_back(std::move(value));
  for (const Candidate& candidate : candidates) {
    if (candidate.word == files || candidate.word.starts_with(typed))
      fmt::print("{}{}{}\n", candidate.word, candidate.help.empty() ? "" : "\t",
                 harmless(candidate.help));
  }
  return ExitCode::done;
}

Result<ExitCode> print_script(const std::string& shell)
{
  if (shell == "bash")
    fmt::print("{}", bash_completion());
  else if (shell == "zsh")
    fmt::print("{}", zsh_completion());
  else if (shell == "fish")
    fmt::print("{}", fish_completion());
  else
    return Error{ExitCode::usage, fmt::format("no completion for \"{}\"", harmless(shell)),
                 "mcpctl completion bash, zsh or fish"};
  return ExitCode::done;
}

} // namespace

Run declare_completion(Options& options)
{
  auto shell = std::make_shared<std::string>();
  options.argument("SHELL", *shell, "bash, zsh or fish");
  options.note("Installed with mcpctl where these shells look for it. By hand:\n"
               "  eval \"$(mcpctl completion bash)\"          in ~/.bashrc\n"
               "  source <(mcpctl completion zsh)            in ~/.zshrc\n"
               "  mcpctl completion fish | source            in ~/.config/fish/config.fish");
  return [shell](Context&) { return print_script(*shell); };
}

Run declare_complete(Options& options)
{
  auto words = std::make_shared<std::vector<std::string>>();
  options.arguments("WORD", *words, "the command line so far", false);
  return [words](Context& context) -> Result<ExitCode> { return complete(context, *words); };
}

} // namespace mcpctl
