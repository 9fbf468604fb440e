// monit: all servers on a screen that stays up to date. Drawing is another program's work, so that
// no other verb loads what that needs.

#include "cli/own_programs.hpp"
#include "cli/verbs.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <unistd.h>

namespace mcpctl {

namespace {

// The command line that means the same to the other program.
std::vector<std::string> same_words(const Context& context,
                                    const std::vector<std::string>& selectors)
{
  std::vector<std::string> words = {"mcpctl", context.scope == Scope::user ? "--user" : "--system"};
  for (const std::string& file : context.options.files)
    words.insert(words.end(), {"-c", file});
  if (context.options.no_color)
    words.emplace_back("--no-color");
  words.emplace_back("monit");
  words.insert(words.end(), selectors.begin(), selectors.end());
  return words;
}

Error become_other_program(const Context& context, const std::vector<std::string>& selectors)
{
  std::vector<std::string> words = same_words(context, selectors);
  std::vector<char*> arguments;
  for (std::string& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string program = own_programs().monit;
  ::execv(program.c_str(), arguments.data());
  return {ExitCode::failed, "cannot run " + program + ": " + std::strerror(errno),
          "mcpctl is more than one file: install it with meson install"};
}

Result<ExitCode> monit(const Context& context, const std::vector<std::string>& selectors)
{
  if (!context.environment.out_is_terminal || ::isatty(STDIN_FILENO) == 0
      || context.environment.dumb_terminal)
    return Error{ExitCode::usage, "monit needs a terminal that can be drawn on",
                 "mcpctl status --watch"};
  if (context.full_screen)
    return context.full_screen(context, selectors);
  return become_other_program(context, selectors);
}

} // namespace

Run declare_monit(Options& options)
{
  auto selectors = std::make_shared<std::vector<std::string>>();
  options.arguments("SELECTOR", *selectors, "only these; all without one", false);
  options.note("Press ? for its keys.");
  return [selectors](Context& context) { return monit(context, *selectors); };
}

} // namespace mcpctl
