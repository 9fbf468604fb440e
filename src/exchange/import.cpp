#include "exchange/import.hpp"

#include "config/line_name.hpp"
#include "config/paths.hpp"
#include "config/toml_text.hpp"
#include "exchange/convert.hpp"
#include "exchange/pm2_import.hpp"
#include "exchange/pm2_output.hpp"
#include "exchange/recognise.hpp"
#include "exchange/secret_looks.hpp"
#include "exchange/write_toml.hpp"
#include "exchange/write_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace mcpctl {

namespace {

constexpr std::size_t longest_name = 64;
constexpr std::size_t most_others_named = 8;

// Gives each server a valid name of its own.
class Names
{
public:
  std::string pick(const ForeignServer& server)
  {
    std::string wanted = valid_name(server.name);
    if (take(wanted))
      return wanted;
    if (!server.project.empty()) {
      std::string longer = with_suffix(wanted, valid_name(base_name(server.project)));
      if (take(longer))
        return longer;
    }
    for (unsigned number = 2;; ++number) {
      std::string name = with_suffix(wanted, std::to_string(number));
      if (take(name))
        return name;
    }
  }

private:
  static std::string with_suffix(const std::string& name, const std::string& suffix)
  {
    if (suffix.size() + 2 > longest_name)
      return name;
    return valid_name(name.substr(0, longest_name - suffix.size() - 1) + "-" + suffix);
  }
  bool take(const std::string& name) { return taken_.insert(name).second; }

  std::set<std::string> taken_;
};

std::string count_of(std::size_t count, const std::string& what)
{
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string shown_name(const SourceFile& file)
{
  return file.path == "-" ? "standard input" : file.shown;
}

// Other settings of the file: counted, and the first ones named.
void remark_others(const Foreign& foreign, const std::string& shown, Imported& imported)
{
  if (foreign.others.empty())
    return;
  std::string names;
  for (std::size_t i = 0; i < std::min(foreign.others.size(), most_others_named); ++i)
    names += (i == 0 ? "" : ", ") + foreign.others[i];
  if (foreign.others.size() > most_others_named)
    names += ", …";
  imported.remarks.push_back(fmt::format("{} of {} {} not about MCP servers: {}",
                                         count_of(foreign.others.size(), "setting"), shown,
                                         foreign.others.size() == 1 ? "is" : "are", names));
}

// What pm2 prints before its list is blank in what is read, and said to be skipped.
SourceFile without_messages(SourceFile file, const ImportOptions& options, Imported& imported)
{
  constexpr auto others = std::to_array<std::string_view>({".toml", ".yml", ".yaml"});
  const bool may_be_output =
      !options.is_evaluated && (!options.from || options.from == Format::pm2)
      && std::none_of(others.begin(), others.end(),
                      [&file](std::string_view ending) { return file.path.ends_with(ending); });
  const unsigned lines = may_be_output ? lines_before_list(file.text) : 0;
  if (lines == 0)
    return file;
  file.text = with_blank_lines(std::move(file.text), lines);
  imported.remarks.push_back(fmt::format("{} of {} before the list {} no part of it, and skipped",
                                         count_of(lines, "line"), shown_name(file),
                                         lines == 1 ? "is" : "are"));
  return file;
}

// What the client asks for, without a default that may be secret.
Value shown_input(const ForeignInput& input)
{
  Value shown = input.all;
  auto* table = std::get_if<Table>(&shown.data);
  if (table == nullptr || !asks_for_secret(input))
    return shown;
  for (Entry& entry : table->entries) {
    if (entry.key == "default")
      entry.value.data = std::string(hidden);
  }
  return shown;
}

void write_inputs(const Foreign& foreign, Imported& imported)
{
  if (foreign.inputs.empty())
    return;
  imported.toml += "\n" + comment_line("what the client asks for, as ${input:…}:");
  for (const ForeignInput& input : foreign.inputs)
    imported.toml += comment_line("  " + inline_toml("", shown_input(input)));
}

void write_defaults(const ImportOptions& options, Imported& imported)
{
  if (!options.user.empty())
    imported.toml +=
        "\n# whom the servers run as\n[defaults]\nuser = " + toml_string(options.user) + "\n";
}

// Lines of the file are not shown: there may be a secret in any.
Diagnostics without_lines(Diagnostics diagnostics)
{
  for (Diagnostic& diagnostic : diagnostics)
    diagnostic.source_line.clear();
  return diagnostics;
}

// Lines run in the folder of their file, as they do with -c; in the system scope they do not.
ForeignServer in_its_folder(ForeignServer server, const ImportOptions& options,
                            const SourceFile& file)
{
  const bool has_folder = file.path.starts_with('/') && options.scope == Scope::user;
  if (server.cwd.empty() && has_folder)
    server.cwd = parent_folder(file.path);
  return server;
}

Conversion conversion_for(const ForeignServer& server, const Foreign& foreign,
                          const ImportOptions& options, const SourceFile& file)
{
  Conversion conversion{foreign, options.surroundings, options.with_secrets};
  std::string& workspace = conversion.surroundings.workspace;
  if (!server.project.empty())
    workspace = server.project;
  else if (workspace.empty())
    workspace = workspace_of(file.path, options.surroundings.home);
  return conversion;
}

} // namespace

std::string workspace_of(const std::string& path, const std::string& home)
{
  constexpr auto folders = std::to_array<std::string_view>(
      {".vscode", ".cursor", ".gemini", ".zed", ".codex", ".windsurf", ".roo", ".opencode"});
  constexpr auto files =
      std::to_array<std::string_view>({".mcp.json", "opencode.json", "opencode.jsonc"});
  const std::string folder = parent_folder(path);
  std::string workspace;
  if (std::find(folders.begin(), folders.end(), base_name(folder)) != folders.end())
    workspace = parent_folder(folder);
  else if (std::find(files.begin(), files.end(), base_name(path)) != files.end()
           && base_name(parent_folder(folder)) != ".config")
    workspace = folder;
  return workspace == home || !workspace.starts_with('/') ? "" : workspace;
}

Imported import_text(const SourceFile& given, const ImportOptions& options)
{
  Imported imported;
  const SourceFile file = without_messages(given, options, imported);
  const Source source(file, 0);
  Problems problems;
  const std::optional<Foreign> foreign = options.is_evaluated
                                             ? read_evaluated(source, problems)
                                             : read_foreign(source, options.from, problems);
  if (foreign && foreign->servers.empty())
    problems.error({&source}, "no MCP servers are in this file");
  imported.diagnostics = without_lines(problems.sorted());
  if (!foreign || problems.errors() > 0)
    return imported;
  imported.format = foreign->format;
  imported.toml = comment_line(fmt::format("From {} ({}), by mcpctl import.",
                                           file.path == "-" ? "standard input" : file.path,
                                           title_of(foreign->format)));
  write_defaults(options, imported);
  write_inputs(*foreign, imported);
  Names names;
  Problems unfilled;
  const auto pick = [&names](const ForeignServer& server) { return names.pick(server); };
  if (foreign->format == Format::pm2) {
    Pm2Import import{.foreign = *foreign,
                     .options = options,
                     .file_folder = file.path.starts_with('/') ? parent_folder(file.path) : "",
                     .imported = imported,
                     .unfilled = unfilled};
    import_pm2(import, pick);
  } else {
    for (const ForeignServer& one : foreign->servers) {
      const ForeignServer server =
          foreign->format == Format::one_a_line ? in_its_folder(one, options, file) : one;
      write_server(server, pick(server), conversion_for(server, *foreign, options, file), imported,
                   unfilled);
    }
  }
  imported.unfilled = without_lines(unfilled.sorted());
  remark_others(*foreign, shown_name(file), imported);
  return imported;
}

} // namespace mcpctl
