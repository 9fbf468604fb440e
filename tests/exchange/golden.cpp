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
#include "exchange/import.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <iostream>
#include <sstream>
#include <unistd.h>

namespace fs = std::filesystem;
using namespace mcpctl;

namespace {

std::string read_file(const fs::path& path)
{
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

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
  for (const ImportedSecret& secret : imported.secrets) {
    if (!secret.value.empty() && (imported.toml + remarks).find(secret.value) != std::string::npos)
      text += "the value of " + secret.key + " stands in the output\n";
  }
  return text;
}

bool complain(const fs::path& path, const std::string& what)
{
  std::cout << "FAIL  exchange: " << path.filename().string() << '\n' << what << std::flush;
  return false;
}

bool passes(const fs::path& path, bool update)
{
  const fs::path expected = fs::path(path).replace_extension(".expected");
  const Imported imported = import_case(path, read_file(path));
  const std::string text = to_text(imported);
  if (update)
    std::ofstream(expected, std::ios::binary) << text;
  if (const std::string problems = problems_of(imported) + secrets_in(imported); !problems.empty())
    return complain(path, problems);
  if (read_file(expected) == text)
    return true;
  const fs::path actual = fs::temp_directory_path()
                          / fmt::format("{}.{}", path.stem().string(), static_cast<long>(getpid()));
  std::ofstream(actual, std::ios::binary) << text;
  const std::string diff = fmt::format("diff -uN --label expected --label imported '{}' '{}'",
                                       expected.string(), actual.string());
  complain(path, "");
  if (std::system(diff.c_str()) == 0)
    std::cout << "diff sees no difference\n";
  fs::remove(actual);
  return false;
}

} // namespace

int main(int argc, char** argv)
{
  if (argc < 2)
    return 2;
  const std::vector<std::string> names(argv + 2, argv + argc);
  std::vector<fs::path> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(argv[1])) {
    const std::string ending = entry.path().extension();
    const bool is_case = ending == ".json" || ending == ".toml" || ending == ".conf";
    const bool is_named = std::any_of(names.begin(), names.end(), [&](const std::string& part) {
      return entry.path().stem().string().find(part) != std::string::npos;
    });
    if (is_case && (names.empty() || is_named))
      cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  const char* update = std::getenv("UPDATE_EXPECTED");
  const auto passed = std::count_if(cases.begin(), cases.end(), [&](const fs::path& path) {
    return passes(path, update != nullptr && *update != '\0');
  });
  const auto failed = static_cast<std::ptrdiff_t>(cases.size()) - passed;
  std::cout << passed << " passed, " << failed << " failed\n";
  return failed == 0 && passed > 0 ? 0 : 1;
}
