#include "cli/program.hpp"

#include "cli/command_line.hpp"
#include "cli/complain.hpp"
#include "cli/hints.hpp"
#include "cli/style.hpp"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <iterator>

namespace mcpctl {

namespace {

Scope scope_of(const GlobalOptions& options, const Environment& environment)
{
  if (options.system || options.user)
    return options.system ? Scope::system : Scope::user;
  return environment.uid == 0 ? Scope::system : Scope::user;
}

ExitCode run(const std::vector<std::string>& words, const FullScreen& full_screen)
{
  const Result<Parsed> parsed = parse_command_line(words);
  if (!parsed.ok()) {
    complain(parsed.error());
    return parsed.error().code;
  }
  if (!parsed->run) {
    std::fputs(parsed->text.c_str(), stdout);
    return ExitCode::done;
  }
  Context context{.options = parsed->options, .environment = read_environment()};
  context.begun = now();
  context.full_screen = full_screen;
  context.scope = scope_of(context.options, context.environment);
  context.places = places_of(context.scope, context.environment);
  if (std::find(context.options.files.begin(), context.options.files.end(), "-")
      != context.options.files.end())
    context.standard_input.assign(std::istreambuf_iterator<char>(std::cin), {});
  const Result<ExitCode> outcome = parsed->run(context);
  if (outcome.ok())
    return outcome.value();
  complain(as_typed(context, outcome.error()));
  return outcome.error().code;
}

// What was printed may still be waiting; a reader who went away (EPIPE) ends us by itself.
ExitCode with_output(ExitCode code)
{
  errno = 0;
  if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
    return code;
  complain(Error{ExitCode::failed,
                 std::string("standard output: ") + std::strerror(errno == 0 ? EIO : errno), ""});
  return code == ExitCode::done ? ExitCode::failed : code;
}

} // namespace

int run_program(int argc, char** argv, const FullScreen& full_screen)
{
  std::setlocale(LC_CTYPE, "C.UTF-8");
  std::signal(SIGPIPE, SIG_DFL);
  try {
    return static_cast<int>(with_output(run({argv + 1, argv + argc}, full_screen)));
  } catch (const std::exception& failure) {
    if (std::ferror(stdout) != 0) // fmt's word on a print that failed
      return static_cast<int>(with_output(ExitCode::failed));
    std::fprintf(stderr, "mcpctl: internal error: %s\n", failure.what());
    return static_cast<int>(ExitCode::failed);
  }
}

} // namespace mcpctl
