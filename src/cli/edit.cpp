// edit: the configuration in the user's editor, then check, then apply.

#include "cli/apply.hpp"
#include "cli/complain.hpp"
#include "cli/configuration.hpp"
#include "cli/hints.hpp"
#include "cli/verbs.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <spawn.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace mcpctl {

namespace {

// The editor's name may hold arguments ("code -w"), which a shell splits, as for git and crontab;
// the file is a word of its own.
Status run_editor(const std::string& editor, const std::string& file)
{
  const std::string script = "exec " + editor + " \"$1\"";
  const char* words[] = {"sh", "-c", script.c_str(), "sh", file.c_str(), nullptr};
  pid_t child = 0;
  int status = 0;
  if (::posix_spawnp(&child, "sh", nullptr, nullptr, const_cast<char**>(words), environ) == 0) {
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (status == 0)
      return Nothing{};
  }
  return Error{ExitCode::failed, fmt::format("the editor ({}) failed; nothing was changed", editor),
               "EDITOR=nano mcpctl edit"};
}

bool edit_again()
{
  fmt::print(stderr, "edit again? [Y/n] ");
  const int answer = std::getchar();
  for (int c = answer; c != '\n' && c != EOF;)
    c = std::getchar();
  return answer != EOF && answer != 'n' && answer != 'N';
}

Result<ExitCode> edit(Context& context)
{
  if (context.options.files.size() > 1 || context.options.files == std::vector<std::string>{"-"})
    return Error{ExitCode::usage, "edit opens one file", "mcpctl -c FILE edit"};
  const std::string file = context.options.files.empty()
                               ? context.places.config_folder + "/mcp.toml"
                               : context.options.files.front();
  if (::access(file.c_str(), F_OK) != 0)
    return Error{ExitCode::usage, fmt::format("{}: no such file", file),
                 "mcpctl" + options_as_given(context) + " init"};
  while (true) {
    if (const Status edited = run_editor(context.environment.editor, file); !edited.ok())
      return edited.error();
    Result<ExitCode> code = run_apply(context, {});
    const bool ours = !code.ok() && code.error().code == ExitCode::usage;
    if (!ours || ::isatty(STDIN_FILENO) != 1)
      return code;
    complain(as_typed(context, code.error()));
    if (!edit_again())
      return Error{ExitCode::usage, "", ""};
  }
}

} // namespace

Run declare_edit(Options& options)
{
  options.note("Opens VISUAL, else EDITOR, else editor(1). A configuration with errors is not\n"
               "applied; on a terminal you are asked whether to edit again.");
  return [](Context& context) { return edit(context); };
}

} // namespace mcpctl
