#include "config/build.hpp"

#include "config/check_value.hpp"
#include "config/key_table.hpp"
#include "config/nearest.hpp"
#include "config/paths.hpp"
#include "config/scalars.hpp"
#include "config/shell_words.hpp"
#include "config/toml_text.hpp"
#include "units/quote.hpp"

#include <algorithm>

namespace mcpctl {

namespace {

constexpr std::string_view port_reference = "{port}";

// The words of the command line, before the program is looked up.
struct Written
{
  std::vector<std::string> words;
  std::string line; // as the configuration writes it
  const Value* command = nullptr;
  std::string key = "command";
  bool is_split = false; // from one string, as a shell would
  bool has_args = false;
};

// How the file would have to say it: one command a line has no arrays.
std::string suggested(const std::string& key, const Value& command,
                      const std::vector<std::string>& words)
{
  const std::string& path = command.spot.source->file().path;
  if (path == "-" || path.ends_with(".toml"))
    return "write " + key + " = " + toml_array(words);
  return "write " + join_shell_words(words);
}

std::optional<Written> split_command(const std::string& key, const Value& command,
                                     Problems& problems)
{
  const std::string& line = *command.text();
  ShellWords split = split_shell_words(line);
  if (split.problem) {
    const ShellProblem& problem = *split.problem;
    problems.error(within(command, problem.offset, problem.length), key + ": " + problem.message,
                   problem.mended_by_shell ? suggested(key, command, {"sh", "-c", line}) : "");
    return std::nullopt;
  }
  if (split.words.empty() || split.words.front().empty()) {
    problems.error(command.spot, key + " names no program");
    return std::nullopt;
  }
  return Written{.words = std::move(split.words),
                 .line = line,
                 .command = &command,
                 .key = key,
                 .is_split = true};
}

std::optional<Written> written_command(const Draft& draft, Problems& problems)
{
  const Value* command = draft.settings.get("command");
  const Entry* args = draft.settings.find_with("args", "command");
  if (command == nullptr || (args != nullptr && args->bad))
    return std::nullopt;
  if (args == nullptr && command->text() != nullptr)
    return split_command("command", *command, problems);
  if (args != nullptr && command->array() != nullptr) {
    problems.error(args->spot, "args stands beside a command that is an array",
                   "put all words into command");
    return std::nullopt;
  }
  Written written{.words = read_words(*command), .command = command, .has_args = args != nullptr};
  for (const Value& word : command->array() ? *command->array() : Array{})
    warn_of_expansion(word, problems);
  if (args != nullptr) {
    const std::vector<std::string> more = read_words(args->value);
    written.words.insert(written.words.end(), more.begin(), more.end());
    for (const Value& word : *args->value.array())
      warn_of_expansion(word, problems);
  }
  written.line = join_shell_words(written.words);
  return written;
}

// Whether what is missing was reported already, under the name that it was given.
bool is_reported(const Draft& draft)
{
  const Entry* type = draft.settings.find("type");
  if (type != nullptr && type->bad && type->value.text() != nullptr && *type->value.text() == "sse")
    return true;
  const std::vector<Entry>& entries = draft.definition.table.entries;
  return std::any_of(entries.begin(), entries.end(), [](const Entry& entry) {
    return find_key(entry.key) == nullptr && nearest_word(entry.key, key_names()) == "command";
  });
}

void report_missing_command(const Draft& draft, Problems& problems)
{
  if (is_reported(draft))
    return;
  if (const Entry* url = draft.settings.find("url")) {
    problems.error(url->spot,
                   header_of(draft) + " has a url and no command: a remote server needs no unit",
                   "leave it to the clients' own configuration");
  } else if (draft.settings.find("args") != nullptr) {
    problems.error(draft.settings.find("args")->spot,
                   header_of(draft) + " has args and no command");
  } else {
    problems.error(draft.definition.spot, header_of(draft) + " has no command",
                   R"(add command = ["PROGRAM", "ARGUMENT"])");
  }
}

// The words of a line that would work: with the interpreter before the script.
std::string interpreter_hint(const Written& written, const std::string& interpreter)
{
  if (interpreter.empty())
    return "chmod +x makes it executable";
  std::vector<std::string> words = written.words;
  words.insert(words.begin(), interpreter);
  return suggested(written.key, *written.command, words) + ", or make it executable";
}

void report_not_executable(const Written& written, const std::string& path, BuildContext& context)
{
  const Spot spot = written.is_split ? within(*written.command, 0, written.words.front().size())
                                     : written.command->spot;
  const std::string program = "program \"" + written.words.front() + "\"";
  const std::string shown = path == written.words.front() ? "" : " (" + path + ")";
  switch (context.programs.kind(path)) {
  case FileKind::regular:
    context.problems.error(spot, program + shown + " is not executable",
                           interpreter_hint(written, context.programs.interpreter_of(path)));
    return;
  case FileKind::directory:
    context.problems.error(spot, program + shown + " is a folder");
    return;
  default:
    context.problems.error(spot, program + shown + " does not exist");
  }
}

void report_not_found(const Written& written, Problems& problems)
{
  const std::string& program = written.words.front();
  const Spot spot =
      written.is_split ? within(*written.command, 0, program.size()) : written.command->spot;
  const bool looks_unsplit = !written.is_split && program.find(' ') != std::string::npos;
  problems.error(spot, "program \"" + program + "\" is not in PATH",
                 looks_unsplit ? "beside args or in an array, words are not split"
                               : "install it, or write its absolute path");
}

// The path of a program that is written with a slash.
std::optional<std::string> direct_path(const Written& written, const std::string& cwd,
                                       BuildContext& context)
{
  const std::string& program = written.words.front();
  const std::string expanded = written.is_split ? program : expand_home(program, context.read.home);
  if (!expanded.starts_with('/') && cwd.empty()) {
    context.problems.error(written.command->spot,
                           "program \"" + program + "\" is relative to cwd, which is not given",
                           "add cwd, or write an absolute path");
    return std::nullopt;
  }
  std::string path = join_path(cwd.empty() ? "/" : cwd, expanded);
  if (context.programs.kind(path) == FileKind::executable)
    return path;
  report_not_executable(written, path, context);
  return std::nullopt;
}

// What an earlier apply found, as long as it holds.
const Resolution* remembered(const std::map<std::string, Resolution>& known, const Draft& draft,
                             const std::string& program, BuildContext& context)
{
  const auto found = known.find(draft.name.str());
  const bool holds = found != known.end() && found->second.program == program
                     && context.programs.kind(found->second.path) == FileKind::executable;
  return holds ? &found->second : nullptr;
}

// Fills in the program's path and PATH.
bool resolve_program(const Resolution* earlier, const Written& written, const std::string& cwd,
                     Command& command, BuildContext& context)
{
  const std::string& program = written.words.front();
  if (program.find('/') != std::string::npos) {
    const std::optional<std::string> path = direct_path(written, cwd, context);
    if (path)
      command.argv.front() = *path;
    return path.has_value();
  }
  if (earlier != nullptr) {
    command.argv.front() = earlier->path;
    command.search_path = earlier->search_path;
    return true;
  }
  const std::optional<std::string>& path = context.programs.find(program);
  if (!path) {
    report_not_found(written, context.problems);
    return false;
  }
  command.argv.front() = *path;
  command.search_path = search_path_from(parent_folder(*path));
  return true;
}

void check_port_references(const Draft& draft, const Written& written, Problems& problems)
{
  if (written.words.front().find(port_reference) != std::string::npos)
    problems.error(written.command->spot, "the program cannot depend on {port}");
  if (const Array* words = written.command->array()) {
    for (const Value& word : *words)
      check_port_reference(word, "command", draft, problems);
  } else {
    check_port_reference(*written.command, "command", draft, problems);
  }
  if (!written.has_args)
    return;
  for (const Value& word : *draft.settings.get("args")->array())
    check_port_reference(word, "args", draft, problems);
}

} // namespace

std::optional<Command> build_command(const Draft& draft, const std::string& working_directory,
                                     BuildContext& context)
{
  if (draft.settings.find("command") == nullptr) {
    report_missing_command(draft, context.problems);
    return std::nullopt;
  }
  const std::optional<Written> written = written_command(draft, context.problems);
  if (!written)
    return std::nullopt;
  check_port_references(draft, *written, context.problems);
  Command command{
      .written = written->line, .program = written->words.front(), .argv = written->words};
  const Resolution* const earlier =
      remembered(context.read.remembered, draft, command.program, context);
  if (!resolve_program(earlier, *written, working_directory, command, context))
    return std::nullopt;
  const std::string carried = fits_working_directory(working_directory) ? "" : working_directory;
  if (const auto why = why_command_not_carried(command.argv, carried)) {
    context.problems.error(written->command->spot, "command: " + *why);
    return std::nullopt;
  }
  return command;
}

std::optional<Command> build_on_failure(const Draft& draft, const std::string& working_directory,
                                        BuildContext& context)
{
  const std::string key = "on_failure";
  const Value* const value = draft.settings.get(key);
  if (value == nullptr)
    return std::nullopt;
  std::optional<Written> written;
  if (value->text() != nullptr)
    written = split_command(key, *value, context.problems);
  else
    written = Written{.words = read_words(*value), .command = value, .key = key};
  if (!written)
    return std::nullopt;
  if (!written->is_split)
    written->line = join_shell_words(written->words);
  Command command{
      .written = written->line, .program = written->words.front(), .argv = written->words};
  const Resolution* const earlier =
      remembered(context.read.remembered_alerts, draft, command.program, context);
  if (!resolve_program(earlier, *written, working_directory, command, context))
    return std::nullopt;
  if (const auto why = why_command_not_carried(command.argv)) {
    context.problems.error(value->spot, key + ": " + *why);
    return std::nullopt;
  }
  return command;
}

} // namespace mcpctl
