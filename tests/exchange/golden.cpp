// Golden tests of import: tests/exchange/NAME.* is read, and the TOML, the secrets and the remarks
// together must be NAME.expected, byte for byte. Whatever comes out must be a valid configuration
// of ours, hold no secret, and say something of every key of the file.
//
//   exchange-golden-tests FOLDER [NAME...]     UPDATE_EXPECTED=1 rewrites what is expected: review
//   it as code
//
// Comments at the top of a case say what is around it, as in "// path: /srv/blog/.mcp.json":
//   path (/home/u/NAME), from, with-secrets (no), env (NAME=value), keep-log-files (no), scope
//   (user)
// Files of JavaScript are evaluated by node; without it they are skipped, and that is said.
#include "cli/evaluate.hpp"
#include "config/disk.hpp"
#include "config/parse_toml.hpp"
#include "config/toml_text.hpp"
#include "exchange/import.hpp"
#include "exchange/json_text.hpp"
#include "exchange/pm2_dump.hpp"
#include "exchange/pm2_keys.hpp"
#include "exchange/yaml_text.hpp"
#include "golden/cases.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <sstream>

using namespace golden;
using namespace mcpctl;

namespace {

// The value of "// KEY: VALUE", or "# KEY: VALUE", at the top of a case.
std::string setting(const std::string& text, const std::string& key, const std::string& otherwise)
{
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t begin = line.find_first_not_of("/# ");
    if (line.empty() || (line[0] != '/' && line[0] != '#'))
      break;
    if (begin != std::string::npos && line.compare(begin, key.size() + 2, key + ": ") == 0)
      return line.substr(begin + key.size() + 2);
  }
  return otherwise;
}

Scope scope_of(const std::string& text)
{
  return setting(text, "scope", "user") == "system" ? Scope::system : Scope::user;
}

bool is_javascript(const fs::path& path)
{
  return path.extension().string().ends_with("js");
}

bool ends_with_one_of(const std::string& path, std::initializer_list<std::string_view> endings)
{
  return std::any_of(endings.begin(), endings.end(),
                     [&path](std::string_view ending) { return path.ends_with(ending); });
}

// A machine where scripts are where they are said to be, and programs in PATH are no files.
Machine usual_machine()
{
  const auto kind = [](const std::string& path) {
    if (ends_with_one_of(path, {"/npm", "/serve", "/npx", "/nodetool", "/python3", ".log"})
        || path.find("missing") != path.npos || path.find(' ') != path.npos)
      return FileKind::missing;
    if (ends_with_one_of(path, {"-bin", "/www", ".js", ".mjs", ".cjs", ".py", ".ts", ".sh", ".rb"}))
      return FileKind::regular;
    return FileKind::directory;
  };
  const auto find_program = [](const std::string& name) {
    const bool is_there = name == "npm" || name == "npx" || name == "nodetool";
    return is_there ? std::optional("/usr/bin/" + name) : std::nullopt;
  };
  return {.kind = kind,
          .is_binary = [](const std::string& path) { return path.ends_with("-bin"); },
          .find_program = find_program,
          .folder = "/home/u",
          .cpus = 4};
}

Imported import_case(const fs::path& path, const std::string& text, const std::string& evaluated)
{
  const SourceFile file{.path = setting(text, "path", "/home/u/" + path.filename().string()),
                        .shown = path.filename().string(),
                        .owner = "",
                        .text = is_javascript(path) ? evaluated : text};
  const std::string env = setting(text, "env", "=");
  const auto variable = [env](const std::string& name) -> std::optional<std::string> {
    const std::size_t equals = env.find('=');
    return env.substr(0, equals) == name ? std::optional(env.substr(equals + 1)) : std::nullopt;
  };
  return import_text(file,
                     {.from = format_named(setting(text, "from", "")),
                      .with_secrets = setting(text, "with-secrets", "no") == "yes",
                      .user = {},
                      .surroundings = {.home = "/home/u", .workspace = {}, .variable = variable},
                      .machine = usual_machine(),
                      .is_evaluated = is_javascript(path),
                      .keep_log_files = setting(text, "keep-log-files", "no") == "yes",
                      .scope = scope_of(text)});
}

std::string to_text(const Imported& imported)
{
  std::string text = imported.toml;
  if (!imported.secrets.empty())
    text += "\n==> secrets <==\n";
  for (const ImportedSecret& secret : imported.secrets)
    text += fmt::format("{} {} = {}\n", secret.server, secret.key,
                        secret.value.empty() ? "?" : secret.value);
  if (!imported.remarks.empty())
    text += "\n==> remarks <==\n";
  for (const std::string& remark : imported.remarks)
    text += remark + "\n";
  if (!imported.diagnostics.empty())
    text += "\n==> messages <==\n";
  for (const Diagnostic& diagnostic : imported.diagnostics)
    text += format_diagnostic(diagnostic);
  return text;
}

// Every program, folder and file is there: what a path is, its ending says.
FileKind kind_of(const std::string& path)
{
  if (path.ends_with(".env"))
    return FileKind::regular;
  if (path.ends_with(".log"))
    return FileKind::missing;
  const std::string folder = path.substr(0, path.rfind('/'));
  const bool is_program = folder == "/usr/bin" || path.ends_with("-mcp") || path.ends_with("/run")
                          || path.ends_with("/server") || path.ends_with("-bin")
                          || path.ends_with("/bin/node") || path.ends_with("/bin/python");
  return is_program ? FileKind::executable : FileKind::directory;
}

ReadContext context_where_all_exists(Scope scope)
{
  static const Disk disk;
  ReadContext context = disk.context();
  context.scope = scope;
  context.files.user_exists = [](const std::string&) { return true; };
  context.files.group_exists = [](const std::string&) { return true; };
  context.files.why_not_roots_alone = [](const std::string&) { return std::string(); };
  context.files.kind = kind_of;
  context.files.read = [](const std::string&) -> Result<std::string> {
    return std::string("A=1\n");
  };
  return context;
}

// What `check` would say of the TOML, under each profile, too.
std::string problems_of(const Imported& imported, Scope scope)
{
  std::set<std::string> profiles = {"none"};
  const std::string begin = ".profiles.";
  for (std::size_t at = imported.toml.find(begin); at != std::string::npos;
       at = imported.toml.find(begin, at + 1))
    profiles.insert(
        imported.toml.substr(at + begin.size(), imported.toml.find(']', at) - at - begin.size()));
  std::string text;
  for (const std::string& profile : profiles) {
    ReadContext context = context_where_all_exists(scope);
    context.profile = profile;
    const Configuration configuration = read_configuration({default_file(imported.toml)}, context);
    for (const Diagnostic& diagnostic : configuration.diagnostics) {
      if (diagnostic.severity == Severity::error)
        text += format_diagnostic(diagnostic);
    }
  }
  return text;
}

std::string secrets_in(const Imported& imported)
{
  std::string text;
  std::string remarks;
  for (const std::string& remark : imported.remarks)
    remarks += remark + "\n";
  for (const char* planted :
       {"ghp_0", "sk-0", "ntn_0", "hf_0", "hunter2", "letmein", "abcdefgh", "ijklmnop",
        "0123456789abcdef0", "0b1f7c1e", ":pw@", "0123abcd", "abc def"}) {
    if ((imported.toml + remarks).find(planted) != std::string::npos)
      text += std::string(planted) + " stands in the output\n";
  }
  for (const ImportedSecret& secret : imported.secrets) {
    if (!secret.value.empty() && (imported.toml + remarks).find(secret.value) != std::string::npos)
      text += "the value of " + secret.key + " stands in the output\n";
  }
  return text;
}

// What a key is called in our TOML, where it has another name there.
std::string counterpart(const std::string& key)
{
  static const std::map<std::string, std::string> names = {
      {"environment", "env."},
      {"env", ""},
      {"envFile", "env_file"},
      {"disabled", "enabled"},
      {"enabled", ""},
      {"args", ""},
      {"path", "command"},
      {"type", ""},
      {"env_vars", ""},
      {"cwd", "cwd"},
      {"mcpServers", ""},
      {"mcp_servers", ""},
      {"servers", ""},
      {"inputs", "asks"},
      {"mcp", ""},
      {"projects", ""},
      {"context_servers", ""},
      {"allowed", "mcp"},
      {"history", "projects"},
      // PM2's
      {"apps", "PM2"},
      {"pm2", "PM2"},
      {"script", "command"},
      {"exec", "command"},
      {"cmd", "command"},
      {"name", "servers."},
      {"interpreter", ""},
      {"exec_interpreter", ""},
      {"node_args", ""},
      {"interpreter_args", ""},
      {"autostart", "enabled"},
      {"autorestart", "restart"},
      {"restart_delay", "restart_sec"},
      {"max_restarts", "start_limit_burst"},
      {"min_uptime", "start_limit_interval"},
      {"kill_timeout", "timeout_stop_sec"},
      {"max_memory_restart", "memory_max"},
      {"namespace", "tags"},
      {"ignore_watch", "watch_ignore"},
      {"watch_delay", "watch_delay_sec"},
      {"gid", "group"},
      {"cron_restart", "restart_on_calendar"},
      {"stop_exit_codes", "restart_prevent_exit_status"},
      {"out_file", "stdout"},
      {"error_file", "stderr"},
      {"start", "scripts"},
      {"PORT", "port"}};
  const auto name = names.find(key);
  return name == names.end() ? key : name->second;
}

void collect_keys(const Value& value, std::set<std::string>& keys)
{
  if (const Array* array = value.array()) {
    for (const Value& element : *array)
      collect_keys(element, keys);
  }
  if (const Table* table = value.table()) {
    for (const Entry& entry : table->entries) {
      keys.insert(entry.key);
      collect_keys(entry.value, keys);
    }
  }
}

// Keys of the file that nothing is said of.
std::string keys_dropped(const std::string& input, const std::string& output,
                         const std::string& extension)
{
  const SourceFile file{.path = "x", .shown = "x", .owner = "", .text = input};
  const Source source(file, 0);
  Problems problems;
  std::optional<Value> root;
  if (extension == ".yml")
    root = parse_yaml(source, problems);
  else if (extension != ".toml")
    root = parse_json(source, problems);
  else if (std::optional<Table> table = parse_toml(source, problems))
    root = Value{{}, std::move(*table)};
  std::set<std::string> keys;
  if (root && !is_process_list(*root)) // most of which is about the processes of a moment
    collect_keys(*root, keys);
  std::string text;
  for (const std::string& key : keys) {
    const std::string quoted = toml_string(key);
    const std::string escaped = quoted.substr(1, quoted.size() - 2);
    const Pm2Key* pm2_key = find_pm2_key(key);
    const std::string pm2_name(pm2_key == nullptr ? key : pm2_key->name);
    if (output.find(counterpart(key)) == std::string::npos
        && output.find(counterpart(pm2_name)) == std::string::npos
        && output.find(pm2_name) == std::string::npos
        && (pm2_profile(key).empty()
            || output.find(".profiles." + std::string(pm2_profile(key))) == std::string::npos)
        && output.find(escaped) == std::string::npos)
      text += "nothing is said of the key " + quoted + "\n";
  }
  return text;
}

// What node makes of the file; nothing where there is no node.
std::optional<std::string> evaluated(const fs::path& path)
{
  if (!is_javascript(path))
    return "";
  const Result<std::string> answer =
      evaluate_file({.file = fs::absolute(path), .shown = path.filename()});
  if (answer.ok())
    return *answer;
  if (answer.error().what.find("which is not in PATH") == std::string::npos)
    return answer.error().what;
  fmt::print("skip  exchange: {}: there is no node\n", path.filename().string());
  return std::nullopt;
}

bool passes(const fs::path& path)
{
  const fs::path expected = fs::path(path).replace_extension(".expected");
  const std::string input = read_file(path);
  const std::optional<std::string> answer = evaluated(path);
  if (!answer)
    return true;
  const Imported imported = import_case(path, input, *answer);
  const std::string text = to_text(imported);
  const bool as_expected = is_expected(expected, text);
  std::string problems = problems_of(imported, scope_of(input)) + secrets_in(imported);
  if (path.extension() != ".conf")
    problems += keys_dropped(is_javascript(path) ? *answer : input, text, path.extension());
  if (as_expected && problems.empty())
    return true;
  print_failure("exchange", path.filename(), problems);
  if (problems.empty())
    show_difference(expected, text);
  return false;
}

} // namespace

int main(int argc, char** argv)
{
  if (argc < 2)
    return 2;
  return run_cases(argv[1], {".json", ".toml", ".conf", ".js", ".cjs", ".mjs", ".yml"},
                   {argv + 2, argv + argc}, passes);
}
