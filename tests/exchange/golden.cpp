// Golden tests of import: tests/exchange/NAME.* is read, and the TOML, the secrets and the remarks
// together must be NAME.expected, byte for byte. Whatever comes out must be a valid configuration
// of ours, hold no secret, and say something of every key of the file.
//
//   exchange-golden-tests FOLDER [NAME...]     UPDATE_EXPECTED=1 rewrites what is expected: review
//   it as code
//
// Comments at the top of a case say what is around it, as in "// path: /srv/blog/.mcp.json":
//   path (/home/u/NAME), from, with-secrets (no), env (NAME=value)
#include "config/disk.hpp"
#include "config/parse_toml.hpp"
#include "config/toml_text.hpp"
#include "exchange/import.hpp"
#include "exchange/json_text.hpp"
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

Imported import_case(const fs::path& path, const std::string& text)
{
  const SourceFile file{.path = setting(text, "path", "/home/u/" + path.filename().string()),
                        .shown = path.filename().string(),
                        .owner = "",
                        .text = text};
  const std::string env = setting(text, "env", "=");
  const auto variable = [env](const std::string& name) -> std::optional<std::string> {
    const std::size_t equals = env.find('=');
    return env.substr(0, equals) == name ? std::optional(env.substr(equals + 1)) : std::nullopt;
  };
  return import_text(file,
                     {.from = format_named(setting(text, "from", "")),
                      .with_secrets = setting(text, "with-secrets", "no") == "yes",
                      .user = {},
                      .surroundings = {.home = "/home/u", .workspace = {}, .variable = variable}});
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
  const std::string folder = path.substr(0, path.rfind('/'));
  const bool is_program = folder == "/usr/bin" || path.ends_with("-mcp") || path.ends_with("/run")
                          || path.ends_with("/server");
  return is_program ? FileKind::executable : FileKind::directory;
}

ReadContext context_where_all_exists()
{
  static const Disk disk;
  ReadContext context = disk.context();
  context.files.kind = kind_of;
  context.files.read = [](const std::string&) -> Result<std::string> {
    return std::string("A=1\n");
  };
  return context;
}

// What `check` would say of the TOML.
std::string problems_of(const Imported& imported)
{
  const Configuration configuration =
      read_configuration({default_file(imported.toml)}, context_where_all_exists());
  std::string text;
  for (const Diagnostic& diagnostic : configuration.diagnostics) {
    if (diagnostic.severity == Severity::error)
      text += format_diagnostic(diagnostic);
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
  static const std::map<std::string, std::string> names = {{"environment", "env."},
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
                                                           {"history", "projects"}};
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
std::string keys_dropped(const std::string& input, const std::string& output, bool is_json)
{
  const SourceFile file{.path = "x", .shown = "x", .owner = "", .text = input};
  const Source source(file, 0);
  Problems problems;
  std::optional<Value> root;
  if (is_json)
    root = parse_json(source, problems);
  else if (std::optional<Table> table = parse_toml(source, problems))
    root = Value{{}, std::move(*table)};
  std::set<std::string> keys;
  if (root)
    collect_keys(*root, keys);
  std::string text;
  for (const std::string& key : keys) {
    const std::string quoted = toml_string(key);
    const std::string escaped = quoted.substr(1, quoted.size() - 2);
    if (output.find(counterpart(key)) == std::string::npos
        && output.find(escaped) == std::string::npos)
      text += "nothing is said of the key " + quoted + "\n";
  }
  return text;
}

bool passes(const fs::path& path)
{
  const fs::path expected = fs::path(path).replace_extension(".expected");
  const std::string input = read_file(path);
  const Imported imported = import_case(path, input);
  const std::string text = to_text(imported);
  const bool as_expected = is_expected(expected, text);
  std::string problems = problems_of(imported) + secrets_in(imported);
  if (path.extension() != ".conf")
    problems += keys_dropped(input, text, path.extension() == ".json");
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
  return run_cases(argv[1], {".json", ".toml", ".conf"}, {argv + 2, argv + argc}, passes);
}
