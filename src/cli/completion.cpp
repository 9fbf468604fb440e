// completion: scripts for shells. They ask the hidden verb "complete" what fits, so that they never
// lag behind the verbs, and names of servers come from what is installed.

#include "cli/completion_scripts.hpp"
#include "cli/completion_values.hpp"
#include "cli/verbs.hpp"
#include "model/text.hpp"

#include <fmt/format.h>

#include <memory>

namespace mcpctl {

namespace {

// The global options that say which servers are meant.
void take_options(Context& context, const std::vector<std::string>& words)
{
  for (std::size_t i = 0; i + 1 < words.size() && words[i] != "--"; ++i) {
    const std::string& word = words[i];
    if (word == "--system" || word == "--user")
      context.scope = word == "--system" ? Scope::system : Scope::user;
    else if ((word == "-c" || word == "--config") && i + 2 < words.size())
      context.options.files.push_back(words[i + 1]);
    else if (word.starts_with("--config="))
      context.options.files.push_back(word.substr(word.find('=') + 1));
  }
  context.places = places_of(context.scope, context.environment);
}

ExitCode complete(Context& context, const std::vector<std::string>& words)
{
  take_options(context, words);
  const Continuation expected = expected_at_end(words);
  const std::string typed = words.empty() ? "" : words.back().substr(expected.prefix.size());
  std::vector<Candidate> candidates = expected.words;
  for (const std::string& placeholder : {expected.placeholder, expected.alternative}) {
    for (Candidate& value : values_for(context, expected, placeholder, typed))
      candidates.push_back(std::move(value));
  }
  for (const Candidate& candidate : candidates) {
    if (candidate.word == any_file || candidate.word == any_program)
      fmt::print("{}\n", candidate.word);
    else if (candidate.word.starts_with(typed))
      fmt::print("{}{}{}{}\n", expected.prefix, candidate.word, candidate.help.empty() ? "" : "\t",
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
