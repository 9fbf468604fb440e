#include "config/line_name.hpp"

#include "config/paths.hpp"
#include "config/shell_words.hpp"
#include "model/name.hpp"
#include "model/words.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace mcpctl {

namespace {

constexpr std::size_t longest_name = 64;

// A program that runs another. `with_value`: its options that take the next word.
struct Interpreter
{
  std::string_view program;
  std::string_view with_value;
  std::string_view verbs = {};  // words before the script that are no script
  std::string_view code = {};   // options whose value is the program's text itself
  std::string_view module = {}; // options whose value is the name of a module
  bool runs_files = true;       // else packages, or programs
};

constexpr auto interpreters = std::to_array<Interpreter>({
    {.program = "python",
     .with_value = "-W -X --check-hash-based-pycs",
     .code = "-c",
     .module = "-m"},
    {.program = "node",
     .with_value = "-r --require --import --loader -C --conditions --env-file",
     .code = "-e --eval -p --print"},
    {.program = "npx",
     .with_value = "-p --package -w --workspace",
     .code = "-c --call",
     .runs_files = false},
    {.program = "uvx", .with_value = "-p --python --from --with --index-url", .runs_files = false},
    {.program = "uv",
     .with_value = "-p --python --with --directory --project",
     .verbs = "run tool",
     .module = "-m --module"},
    {.program = "pipx", .with_value = "--spec --python", .verbs = "run", .runs_files = false},
    {.program = "bash", .with_value = "-o -O --rcfile --init-file", .code = "-c"},
    {.program = "sh", .with_value = "-o", .code = "-c"},
    {.program = "dash", .with_value = "-o", .code = "-c"},
    {.program = "zsh", .with_value = "-o", .code = "-c"},
    {.program = "ruby", .with_value = "-I -r", .code = "-e"},
    {.program = "perl", .with_value = "-I", .code = "-e -E"},
    {.program = "php", .with_value = "-c -d", .code = "-r"},
    {.program = "deno", .with_value = "-c --config", .verbs = "run", .code = "eval"},
    {.program = "bun", .with_value = "-r --preload --cwd", .verbs = "run x", .code = "-e --eval"},
    {.program = "bunx", .with_value = "-p --package", .runs_files = false},
    {.program = "tsx", .with_value = "--tsconfig", .code = "-e --eval"},
    {.program = "java", .with_value = "-cp -classpath --class-path", .module = "-jar"},
    {.program = "env", .with_value = "-u --unset -C --chdir", .runs_files = false},
});

// "python3.11" is python.
const Interpreter* find_interpreter(std::string_view program)
{
  while (!program.empty()
         && std::string_view("0123456789.").find(program.back()) != std::string_view::npos)
    program.remove_suffix(1);
  const auto* found =
      std::find_if(interpreters.begin(), interpreters.end(),
                   [program](const Interpreter& i) { return i.program == program; });
  return found == interpreters.end() ? nullptr : found;
}

// The word that says what an interpreter runs; words.size() when nothing does.
std::size_t find_script(const std::vector<std::string>& words, std::size_t from,
                        const Interpreter& interpreter)
{
  for (std::size_t i = from; i < words.size(); ++i) {
    const std::string& word = words[i];
    if (holds_word(interpreter.code, word))
      return words.size();
    if (holds_word(interpreter.module, word))
      return i + 1;
    if (holds_word(interpreter.with_value, word))
      ++i;
    else if (!word.starts_with('-') && !holds_word(interpreter.verbs, word)
             && word.find('=') == std::string::npos)
      return i;
  }
  return words.size();
}

// "@scope/server-files@1.2.3" is server-files.
std::string without_version(std::string text)
{
  const std::size_t at = text.rfind('@');
  if (at != std::string::npos && at > 0)
    text.resize(at);
  return text;
}

std::string without_extension(std::string text)
{
  const std::size_t dot = text.rfind('.');
  const bool is_extension = dot != std::string::npos && dot > 0 && dot + 1 < text.size()
                            && !(text[dot + 1] >= '0' && text[dot + 1] <= '9')
                            && text.size() - dot <= 6;
  if (is_extension)
    text.resize(dot);
  return text;
}

bool is_alphanumeric(char c)
{
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// How many bytes of the line are "NAME=value" before anything else; quotes keep a value together.
std::size_t assignment_length(std::string_view line)
{
  std::size_t at = 0;
  while (at < line.size() && (is_alphanumeric(line[at]) || line[at] == '_'))
    ++at;
  if (at == 0 || at == line.size() || line[at] != '=')
    return 0;
  char quote = 0;
  for (; at < line.size(); ++at) {
    const char c = line[at];
    if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == ' ' || c == '\t')
      break;
  }
  return at;
}

// The word that is run in the end, and what runs it; null: the kernel.
struct RunWord
{
  std::size_t at = 0;
  const Interpreter* by = nullptr;
};

RunWord find_target(const std::vector<std::string>& words)
{
  RunWord target;
  const Interpreter* interpreter = find_interpreter(base_name(words.front()));
  while (interpreter != nullptr) {
    const std::size_t script = find_script(words, target.at + 1, *interpreter);
    if (script >= words.size())
      break;
    target = {script, interpreter};
    interpreter = find_interpreter(base_name(words[script]));
  }
  return target;
}

} // namespace

std::string valid_name(std::string_view text)
{
  std::string name;
  for (const char c : text)
    name += is_alphanumeric(c) || c == '.' || c == '_' ? c : '-';
  name.resize(std::min(name.size(), longest_name));
  while (!name.empty() && !is_alphanumeric(name.back()))
    name.pop_back();
  name.erase(0, std::find_if(name.begin(), name.end(), is_alphanumeric) - name.begin());
  if (name.empty())
    return "server";
  if (ServerName::parse(name))
    return name;
  name.resize(std::min(name.size(), longest_name - 2)); // reserved, or like a unit's
  return name + "-1";
}

LineName name_of_line(std::string_view line)
{
  while (const std::size_t length = assignment_length(line))
    line.remove_prefix(std::min(line.find_first_not_of(" \t", length), line.size()));
  const std::vector<std::string> words = split_shell_words(line).words;
  return words.empty() || words.front().empty() ? LineName{"server", ""} : name_of_command(words);
}

LineName name_of_command(const std::vector<std::string>& words)
{
  const std::size_t at = find_target(words).at;
  const std::string target = without_version(words[at]);
  const std::string parent = base_name(parent_folder(target));
  const bool has_folder = at > 0 || target.find('/') != std::string::npos;
  return {valid_name(without_extension(base_name(target))),
          has_folder && !parent.empty() && !parent.starts_with('@')
                  && is_alphanumeric(parent.front())
              ? valid_name(parent)
              : ""};
}

std::string script_of_command(const std::vector<std::string>& words)
{
  constexpr auto endings =
      std::to_array<std::string_view>({".py", ".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".tsx",
                                       ".jsx", ".sh", ".bash", ".rb", ".pl", ".php", ".jar"});
  const RunWord target = words.empty() ? RunWord{} : find_target(words);
  if (target.by == nullptr || !target.by->runs_files)
    return {};
  const std::string& script = words[target.at];
  const bool is_file =
      script.starts_with('/') || script.starts_with("./") || script.starts_with("../")
      || std::any_of(endings.begin(), endings.end(),
                     [&script](std::string_view ending) { return script.ends_with(ending); });
  return is_file && script.find("://") == std::string::npos ? script : "";
}

} // namespace mcpctl
